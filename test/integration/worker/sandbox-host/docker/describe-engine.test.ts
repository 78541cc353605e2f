import { beforeAll, describe, expect, it } from '@jest/globals';
import { silentLogger, systemClock } from '../../../../../src/base/index.js';
import { describeDockerEngine } from '../../../../../src/worker/sandbox-host/index.js';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { never, noChoices, startTestHost } from '../../../../support/docker/test-docker-host.js';

describe('what is said of the engine', () => {
  beforeAll(async () => {
    await ensureStandInImage();
  });

  it('is who it is, how it was found, and how sandboxes reach this process', async () => {
    const report = await describeDockerEngine(noChoices, systemClock, silentLogger);

    expect(report).toMatchObject({
      apiVersion: expect.stringMatching(/^v1\.\d+$/),
      foundBy: expect.stringMatching(/DOCKER_HOST|context|usual socket/),
      network: 'bridge',
      route: { works: true, proven: true },
      tmpEnforcement: expect.stringMatching(/hard limit|watched|not enforced/),
    });
  });

  it('is why sandboxes do not reach this process', async () => {
    const report = await describeDockerEngine({ ...noChoices, containerHost: '127.0.0.1' }, systemClock, silentLogger);

    expect(report.route).toMatchObject({
      works: false,
      reason: expect.stringContaining('Sandboxes cannot reach Hearth'),
    });
  });
});

describe('an image that the engine does not have', () => {
  it('makes a function unable to run, with the remedy', async () => {
    await using host = await startTestHost({ skipPullImage: true });
    const { spec } = specFor({ image: 'hearth.invalid/lambda/nodejs:22' });

    expect(await host.canRun(spec)).toEqual({
      able: false,
      reason: 'Image not found: "hearth.invalid/lambda/nodejs:22" (--skip-pull-image is set)',
      remedy: 'Pull it by "docker pull hearth.invalid/lambda/nodejs:22"',
    });
    await expect(host.create(spec, never)).rejects.toThrow('Image not found: "hearth.invalid/lambda/nodejs:22"');
  });

  it("and that cannot be pulled is told with the engine's reason and the command that builds it", async () => {
    await using host = await startTestHost({ skipPullImage: false });
    const code = { kind: 'archive', digest: 'd', path: '/d.zip' } as const;
    const { spec } = specFor({ image: '127.0.0.1:1/lambda/nodejs:22', runtime: 'nodejs22.x', code });

    expect(await host.canRun(spec)).toMatchObject({
      able: false,
      reason: expect.stringContaining('connection refused'),
      remedy: expect.stringContaining('"hearth images build nodejs22.x"'),
    });
    await expect(host.prepare(spec, never)).rejects.toThrow(
      /Image not found: "127.0.0.1:1\/lambda\/nodejs:22" \(.*refused/,
    );
  });
});
