import { describe, expect, it } from '@jest/globals';
import { containerIdsIn, engineSidePath } from '../../../../../src/worker/sandbox-host/docker/route/own-container.js';
import { routeCandidates } from '../../../../../src/worker/sandbox-host/docker/route/route-candidates.js';
import { gatewaysOf } from '../../../../../src/worker/sandbox-host/docker/route/sandbox-network.js';

const ordinary = { networkIsHost: false, gateways: ['172.17.0.1'], machineAddresses: ['192.168.1.5', '172.17.0.1'] };
const ways = (circumstances: Parameters<typeof routeCandidates>[0]): readonly string[] =>
  routeCandidates(circumstances).map(({ bindAddress, sandboxFacingHost }) => `${bindAddress}<${sandboxFacingHost}`);

describe('the ways to try', () => {
  it("are the gateway, the engine's names for the machine around it, then the machine's addresses", () => {
    expect(ways(ordinary)).toEqual([
      '172.17.0.1<172.17.0.1',
      '127.0.0.1<host.docker.internal',
      '127.0.0.1<host.containers.internal',
      '192.168.1.5<192.168.1.5',
    ]);
  });

  it('is its own address when Hearth runs in a container of the network', () => {
    expect(ways({ ...ordinary, ownAddress: '172.20.0.7' })).toEqual(['172.20.0.7<172.20.0.7']);
  });

  it('is the loopback on the host network', () => {
    expect(ways({ ...ordinary, networkIsHost: true })).toEqual(['127.0.0.1<127.0.0.1']);
  });

  it('is what the user names, bound as narrowly as works', () => {
    expect(ways({ ...ordinary, containerHost: '192.168.1.5' })).toEqual(['192.168.1.5<192.168.1.5']);
    expect(ways({ ...ordinary, containerHost: 'my.box' })).toEqual([
      '127.0.0.1<my.box',
      '172.17.0.1<my.box',
      '0.0.0.0<my.box',
    ]);
    expect(ways({ ...ordinary, containerHost: 'my.box', containerHostInterface: '0.0.0.0' })).toEqual([
      '0.0.0.0<my.box',
    ]);
  });

  // `sam local invoke --help`: the default of --container-host, and its example for SAM in a container.
  it('are all when the user names what SAM takes by default', () => {
    const defaults = { containerHost: 'localhost', containerHostInterface: '127.0.0.1' };

    expect(ways({ ...ordinary, ...defaults })).toEqual(ways(ordinary));
    expect(ways({ ...ordinary, containerHostInterface: '127.0.0.1' })).toEqual(ways(ordinary));
    expect(ways({ ...ordinary, networkIsHost: true, ...defaults })).toEqual(['127.0.0.1<127.0.0.1']);
  });

  it('begin with the name of the machine around that the user names, and go on with the others', () => {
    const named = { containerHost: 'host.docker.internal', containerHostInterface: '0.0.0.0' };

    expect(ways({ ...ordinary, ...named })).toEqual([
      '0.0.0.0<host.docker.internal',
      '0.0.0.0<172.17.0.1',
      '0.0.0.0<host.docker.internal',
      '0.0.0.0<host.containers.internal',
      '0.0.0.0<192.168.1.5',
    ]);
  });

  it('is found by trying when the user names only "every address" to listen on', () => {
    expect(ways({ ...ordinary, containerHostInterface: '0.0.0.0' })).toEqual(
      ways(ordinary).map((way) => `0.0.0.0<${way.split('<')[1] ?? ''}`),
    );
  });
});

describe('the gateway of a network', () => {
  it.each([
    [[{ Subnet: '172.18.0.0/16', Gateway: '172.18.0.1' }], ['172.18.0.1']],
    [[{ Subnet: '172.17.0.0/16' }], ['172.17.0.1']],
    [
      [
        { Subnet: 'fd00::/64', Gateway: 'fd00::1' },
        { Subnet: '10.0.0.0/24', Gateway: '10.0.0.254' },
      ],
      ['10.0.0.254'],
    ],
    [[], []],
  ])('of %j is %j', (config, gateways) => {
    expect(gatewaysOf({ IPAM: { Driver: 'default', Config: config } })).toEqual(gateways);
  });
});

describe('a Hearth in a container', () => {
  const id = 'a'.repeat(64);

  it("is recognised by its cgroup's name or by where its /etc/hosts comes from", () => {
    expect(containerIdsIn(`12:memory:/docker/${id}\n`, '')).toEqual([id]);
    expect(containerIdsIn(`0::/system.slice/docker-${id}.scope\n`, '')).toEqual([id]);
    const mount = `600 580 254:1 /var/lib/docker/containers/${id}/hosts /etc/hosts rw,relatime - ext4 /dev/vda1 rw`;
    expect(containerIdsIn('0::/\n', mount)).toEqual([id]);
    expect(containerIdsIn('0::/user.slice\n', '22 1 254:1 / / rw - ext4 /dev/vda1 rw')).toEqual([]);
  });

  it("knows its folders by the engine's paths, the nearest mount first", () => {
    const own = {
      mounts: [
        { inside: '/work', engineSide: '/home/me/project' },
        { inside: '/work/sub', engineSide: '/elsewhere' },
      ],
    };

    expect(engineSidePath(own, '/work/src')).toBe('/home/me/project/src');
    expect(engineSidePath(own, '/work/sub/x')).toBe('/elsewhere/x');
    expect(engineSidePath(own, '/work')).toBe('/home/me/project');
    expect(engineSidePath(own, '/workshop')).toBeUndefined();
  });
});
