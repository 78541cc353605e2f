import { beforeAll, describe, expect, it } from '@jest/globals';
import { listenHttp } from '../../../../../src/base/index.js';
import Docker from 'dockerode';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { never, runToEnd, startTestHost } from '../../../../support/docker/test-docker-host.js';

describe('the way from a sandbox to Hearth', () => {
  const docker = new Docker();

  beforeAll(async () => {
    await ensureStandInImage();
  });

  it.each([
    ['the default bridge', {}, true],
    ['the host network', { network: 'host' }, false],
  ])('is found on %s, and sandboxes can use it', async (_name, choices, haveAddresses) => {
    await using host = await startTestHost(choices);
    const route = await host.route();
    const peers: (string | undefined)[] = [];
    await using server = await listenHttp(
      (request, response) => {
        peers.push(request.socket.remoteAddress);
        response.end('hello');
      },
      { host: route.bindAddress, port: 0 },
    );
    const { spec, output } = specFor({
      script: `wget -q -O - http://${route.sandboxFacingHost}:${server.port}/; sleep 1000`,
    });
    const sandbox = await host.create(spec, never);

    const { peerAddresses } = await sandbox.startRuntime();
    while (output() === '') await new Promise((resolve) => setImmediate(resolve));

    expect(output()).toBe('hello');
    expect(route.sandboxesHaveAddresses).toBe(haveAddresses);
    expect(haveAddresses ? peers : []).toEqual(peerAddresses);
  });

  it('is found on a network of the user', async () => {
    const name = `hearth-test-${process.pid}`;
    const network = await docker.createNetwork({
      Name: name,
      Labels: { 'dev.lambda-hearth.test': String(process.pid) },
    });
    try {
      await using host = await startTestHost({ network: name });
      const { IPAM } = await network.inspect();

      expect(await host.route()).toMatchObject({
        bindAddress: IPAM!.Config![0]!['Gateway'],
        sandboxesHaveAddresses: true,
      });
    } finally {
      await network.remove();
    }
  });

  it('is the one that the user names', async () => {
    await using host = await startTestHost({
      addHosts: ['hearth.test:host-gateway'],
      containerHost: 'hearth.test',
      containerHostInterface: '0.0.0.0',
    });

    expect(await host.route()).toMatchObject({ bindAddress: '0.0.0.0', sandboxFacingHost: 'hearth.test' });
  });

  it('that does not work is told with all that was tried and the remedy', async () => {
    await using host = await startTestHost({ containerHost: '127.0.0.1' });

    await expect(host.route()).rejects.toThrow(
      /Sandboxes cannot reach Hearth.*--container-host \(127\.0\.0\.1\): no call arrived.*--container-host-interface/s,
    );
    expect(await host.canRun(specFor({}).spec)).toMatchObject({ able: false });
  });

  it('does not exist on a network that does not exist', async () => {
    await expect(startTestHost({ network: 'no-such-network' })).rejects.toThrow(
      'Docker network not found: "no-such-network". Create it by "docker network create no-such-network"',
    );
  });

  it('comes with the extra hosts and name servers that the user names', async () => {
    await using host = await startTestHost({ addHosts: ['db.test:10.1.2.3'], dns: ['10.9.9.9'] });
    const { spec, output } = specFor({ script: 'grep db.test /etc/hosts; grep nameserver /etc/resolv.conf' });
    const sandbox = await host.create(spec, never);

    await runToEnd(sandbox);

    expect(output()).toBe('10.1.2.3\tdb.test\nnameserver 10.9.9.9\n');
  });
});
