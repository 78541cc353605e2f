import { describe, expect, it } from '@jest/globals';
import type { CredentialSearch, FoundCredentials } from '../../../src/aws-services/index.js';
import { createLogger, type LogLevel, ManualClock } from '../../../src/base/index.js';
import { createIdentity, type IdentityNeeds } from '../../../src/identity/index.js';

const settings = { credentials: true, region: 'eu-west-1', account: '000000000000' };
const minute = 60_000;

describe('the credentials that sandboxes get', () => {
  it('are those that the AWS SDK finds, asked for once', async () => {
    const { identity, searches } = start({
      find: () => Promise.resolve({ accessKeyId: 'own-key', secretAccessKey: 's' }),
    });

    const issued = await Promise.all([identity.sandboxCredentials(), identity.sandboxCredentials()]);

    expect(issued).toEqual([
      { accessKeyId: 'own-key', secretAccessKey: 's' },
      { accessKeyId: 'own-key', secretAccessKey: 's' },
    ]);
    expect(searches).toHaveLength(1);
  });

  it('come from the profile that was named', async () => {
    const { identity, searches } = start({ settings: { ...settings, profile: 'work' } });

    await identity.sandboxCredentials();

    expect(searches).toMatchObject([{ profile: 'work', region: 'eu-west-1' }]);
  });

  it('are renewed when less than five minutes are left', async () => {
    const clock = new ManualClock();
    const expiration = new Date(clock.now() + 60 * minute);
    const find = (): Promise<FoundCredentials> =>
      Promise.resolve({ accessKeyId: 'A', secretAccessKey: 's', expiration });
    const { identity, searches } = start({ clock, find });

    const issued = await identity.sandboxCredentials();
    clock.advance(54 * minute);
    await identity.sandboxCredentials();
    const searchesBefore = searches.length;
    clock.advance(2 * minute);
    await identity.sandboxCredentials();

    expect(issued?.expiresAtMs).toBe(expiration.getTime());
    expect([searchesBefore, searches.length]).toEqual([1, 2]);
  });

  it('are dummies with a session token where none are found', async () => {
    const { identity } = start({ find: () => Promise.reject(new Error('nothing')) });

    const issued = await identity.sandboxCredentials();

    expect(issued).toEqual({ accessKeyId: 'test', secretAccessKey: 'test', sessionToken: 'test' });
  });

  it('name the account of a function that is not in the default account', async () => {
    const { identity } = start({ find: () => Promise.reject(new Error('nothing')) });

    const issued = await identity.sandboxCredentials('222222222222');

    expect(issued?.accessKeyId).toBe('222222222222');
  });

  it('are dummies when the search takes too long, and the user is told for a named profile', async () => {
    const clock = new ManualClock();
    const find = ({ signal }: CredentialSearch): Promise<FoundCredentials> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    const { identity, lines } = start({ clock, find, settings: { ...settings, profile: 'sso' } });

    const pending = identity.sandboxCredentials();
    clock.advance(10_000);
    const issued = await pending;

    expect(issued?.accessKeyId).toBe('test');
    expect(lines).toEqual([
      [
        'warn',
        'The profile "sso" gives no AWS credentials (the search took longer than 10 s). Functions get dummy credentials.',
      ],
    ]);
  });

  it('are absent with --no-credentials, and nothing is searched', async () => {
    const { identity, searches } = start({ settings: { ...settings, credentials: false } });

    expect(await identity.sandboxCredentials()).toBeUndefined();
    expect(searches).toEqual([]);
  });
});

function start(needs: Partial<IdentityNeeds>) {
  const searches: CredentialSearch[] = [];
  const lines: [LogLevel, string][] = [];
  const find = needs.find ?? (() => Promise.resolve({ accessKeyId: 'A', secretAccessKey: 's' }));
  const identity = createIdentity({
    settings,
    clock: new ManualClock(),
    logger: createLogger((level, message) => lines.push([level, message])),
    ...needs,
    find: (search) => {
      searches.push(search);
      return find(search);
    },
  });
  return { identity, searches, lines };
}
