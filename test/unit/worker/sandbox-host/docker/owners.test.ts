import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { isDeadOwner, type OwnerEvidence } from '../../../../../src/worker/sandbox-host/docker/owner/judge-owner.js';
import { identifyOwner } from '../../../../../src/worker/sandbox-host/docker/owner/identify-owner.js';
import type { OwnerIdentity } from '../../../../../src/worker/sandbox-host/docker/owner/owner-identity.js';
import { ownerFromLabels, ownerLabels } from '../../../../../src/worker/sandbox-host/docker/owner/owner-labels.js';
import { processStart } from '../../../../../src/worker/sandbox-host/docker/owner/process-start.js';

const self: OwnerIdentity = { id: 'me', place: 'here', boot: 'today', pid: 10, processStart: '500' };
const other: OwnerIdentity = { ...self, id: 'other', pid: 20, processStart: '100' };

function evidence(given: Partial<OwnerEvidence> & { readonly starts?: Record<number, string> }): OwnerEvidence {
  return {
    engineIsLocal: true,
    containerRuns: () => Promise.resolve(undefined),
    processStart: (pid) => Promise.resolve(given.starts?.[pid]),
    ...given,
  };
}

describe('an owner', () => {
  it('reads its labels as it wrote them', () => {
    const owner = { ...other, containerId: 'c1' };

    expect(ownerFromLabels(ownerLabels(owner, 'sandbox'))).toEqual(owner);
    expect(ownerFromLabels({ 'dev.lambda-hearth.owner': 'half' })).toBeUndefined();
    expect(ownerFromLabels(null)).toBeUndefined();
  });

  it('knows its own process by number and start', async () => {
    const identity = await identifyOwner();

    expect(identity.pid).toBe(process.pid);
    expect(await processStart(process.pid)).toBe(identity.processStart);
    expect(await processStart(2 ** 22 + 1)).toBeUndefined();
  });

  it('that was killed and not yet collected has no process any more', async () => {
    const parent = spawn('sh', ['-c', 'sleep 1000 & echo $!; exec sleep 1000'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    const before = await processStart(pid);

    process.kill(pid, 'SIGKILL');
    while ((await processStart(pid)) !== undefined) await new Promise((resolve) => setImmediate(resolve));
    parent.kill('SIGKILL');

    expect(before).toMatch(/^\d+$/);
  });

  it.each<[string, OwnerIdentity, Parameters<typeof evidence>[0], boolean]>([
    ['never dead when it is this one', self, {}, false],
    ['dead when its process is gone', other, {}, true],
    ['alive when its process runs', other, { starts: { 20: '100' } }, false],
    ['dead when its number belongs to a younger process', other, { starts: { 20: '900' } }, true],
    ['alive when the system tells no start time', other, { starts: { 20: '' } }, false],
    ['dead when the machine has started anew since', { ...other, boot: 'yesterday' }, { starts: { 20: '100' } }, true],
    [
      'alive when a remote engine is shared by machines that look alike',
      { ...other, boot: 'yesterday' },
      { engineIsLocal: false },
      false,
    ],
    ['alive when it is of another machine', { ...other, place: 'there' }, {}, false],
    ['dead when its container is gone', { ...other, place: 'there', containerId: 'c1' }, {}, true],
    [
      'dead when its container has ended',
      { ...other, place: 'there', containerId: 'c1' },
      { containerRuns: () => Promise.resolve(false) },
      true,
    ],
    [
      'alive when its container runs',
      { ...other, place: 'there', containerId: 'c1' },
      { containerRuns: () => Promise.resolve(true) },
      false,
    ],
  ])('is %s', async (_title, owner, given, dead) => {
    expect(await isDeadOwner(owner, self, evidence(given))).toBe(dead);
  });

  it('of an earlier run of the same container is dead, and a neighbour in it is judged by its process', async () => {
    const inContainer = { ...self, containerId: 'c1' };
    const running = { containerRuns: () => Promise.resolve(true) };

    const earlier = await isDeadOwner({ ...other, containerId: 'c1', place: 'before' }, inContainer, evidence(running));
    const neighbour = await isDeadOwner(
      { ...other, containerId: 'c1' },
      inContainer,
      evidence({ starts: { 20: '100' } }),
    );

    expect([earlier, neighbour]).toEqual([true, false]);
  });
});
