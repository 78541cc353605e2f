import { beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import { silentLogger, systemClock } from '../../../../../src/base/index.js';
import { createDockerHost, type ImageProgress } from '../../../../../src/worker/sandbox-host/index.js';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { never, noChoices } from '../../../../support/docker/test-docker-host.js';
import { startTinyRegistry } from '../../../../support/docker/tiny-registry.js';

describe('an image that only a registry has', () => {
  const docker = new Docker();

  beforeAll(async () => {
    await ensureStandInImage();
  });

  it('is pulled once for all that want it, with its progress, and never asked for again', async () => {
    await using registry = await startTinyRegistry();
    const progress: ImageProgress[] = [];
    await using host = await createDockerHost({
      docker: { ...noChoices, skipPullImage: false },
      clock: systemClock,
      logger: silentLogger,
      onImageProgress: (step) => progress.push(step),
    });
    const reference = `${registry.host}/hearth-test/pulled:1`;
    const { spec } = specFor({ image: reference });

    const before = await host.canRun(spec);
    await Promise.all([host.prepare(spec, never), host.prepare(spec, never), host.prepare(spec, never)]);
    await registry[Symbol.asyncDispose]();
    const after = await host.canRun(spec);
    await host.prepare(spec, never);
    await docker.getImage(reference).remove({ force: true });

    expect(before).toEqual({ able: true, notice: `Image "${reference}" will be pulled.` });
    expect(after).toEqual({ able: true });
    expect(registry.layersServed()).toBe(1);
    expect(progress[0]).toEqual({ reference, phase: 'pulling', downloadedBytes: 0, totalBytes: 0 });
    expect(progress.at(-1)).toMatchObject({ reference, phase: 'done' });
    expect(progress.filter(({ phase }) => phase === 'done')).toHaveLength(1);
  });
});
