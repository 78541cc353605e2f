import { X509Certificate } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ManualClock, selfMadeCertificate } from '../../../../src/base/index.js';
import { projectFolder } from '../../../support/project-folder.js';

const dayMs = 86_400_000;
const names = ['localhost', '127.0.0.1', '::1', '*.execute-api.eu-west-1.localhost'];

describe('a certificate that is made for this machine', () => {
  it('is for its names and addresses, signs itself and nothing else, and its key is private', async () => {
    await using folder = await projectFolder();
    const { certificate, file } = await selfMadeCertificate(path.join(folder.path, 'tls'), names, new ManualClock());
    const parsed = new X509Certificate(certificate);

    expect([parsed.checkHost('localhost'), parsed.checkIP('127.0.0.1'), parsed.checkIP('::1')]).toEqual([
      'localhost',
      '127.0.0.1',
      '::1',
    ]);
    expect(parsed.checkHost('abc.execute-api.eu-west-1.localhost')).toBe('*.execute-api.eu-west-1.localhost');
    expect([parsed.ca, parsed.verify(parsed.publicKey)]).toEqual([false, true]);
    expect((await stat(path.join(folder.path, 'tls/key.pem'))).mode & 0o777).toBe(0o600);
    expect(file).toBe(path.join(folder.path, 'tls/certificate.pem'));
  });

  it('is kept, and made anew a month before it ends, for another name, or when its key is not its own', async () => {
    await using folder = await projectFolder();
    const clock = new ManualClock();
    const made = (wanted = names): Promise<string> =>
      selfMadeCertificate(folder.path, wanted, clock).then(({ certificate }) => certificate);
    const first = await made();

    expect(await made()).toBe(first);
    clock.advance(366 * dayMs);
    expect(await made()).toBe(first);
    clock.advance(2 * dayMs);
    const second = await made();
    expect(second).not.toBe(first);
    const third = await made([...names, '10.0.0.7']);
    expect(new X509Certificate(third).checkIP('10.0.0.7')).toBe('10.0.0.7');
    await folder.write('key.pem', 'broken');
    expect(await made([...names, '10.0.0.7'])).not.toBe(third);
  });
});
