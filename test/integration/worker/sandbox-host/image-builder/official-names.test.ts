import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { pack as newTar } from 'tar-stream';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomHex } from '../../../../../src/base/index.js';
import type { Engine } from '../../../../../src/worker/sandbox-host/docker/engine/engine.js';
import { discoverEngine } from '../../../../../src/worker/sandbox-host/docker/engine/discover-engine.js';
import { HASH_LABEL } from '../../../../../src/worker/sandbox-host/docker/image-builder/image-labels.js';
import { nameOfficially } from '../../../../../src/worker/sandbox-host/docker/image-builder/name-officially.js';

describe('nameOfficially', () => {
  let engine: Engine;
  const made = new Set<string>();

  beforeAll(async () => {
    engine = await discoverEngine(process.env as Record<string, string>);
  });

  afterEach(async () => {
    for (const reference of made) await engine.docker.getImage(reference).remove();
    made.clear();
  });

  it('gives a built image a name that is free', async () => {
    const built = await image({ ours: true });
    const reference = freshName();

    expect(await nameOfficially(engine, built, reference)).toBe('named');

    made.add(reference);
    expect(await idOf(reference)).toBe(await idOf(built));
  });

  it('moves a name from an older built image to the newer one', async () => {
    const older = await image({ ours: true });
    const newer = await image({ ours: true });
    const reference = freshName();
    await nameOfficially(engine, older, reference);
    made.add(reference);

    await nameOfficially(engine, newer, reference);

    expect(await idOf(reference)).toBe(await idOf(newer));
  });

  it('leaves a name with the pulled image that has it', async () => {
    const pulled = await image({ ours: false });
    const built = await image({ ours: true });

    expect(await nameOfficially(engine, built, pulled)).toBe('kept');

    expect(await idOf(pulled)).not.toBe(await idOf(built));
  });

  const freshName = (): string => `hearth.invalid/test:${randomHex(6)}`;

  const idOf = async (reference: string): Promise<string> => (await engine.docker.getImage(reference).inspect()).Id;

  /** A small image with a content of its own. */
  async function image({ ours }: { readonly ours: boolean }): Promise<string> {
    const reference = freshName();
    const [repo, tag] = reference.split(':');
    const tar = newTar();
    tar.entry({ name: 'content' }, randomHex(6));
    tar.finalize();
    const changes = ours ? [`LABEL ${HASH_LABEL}=test`] : [];
    const answer = await engine.docker.importImage(Readable.from(tar), { repo, tag, changes });
    await finished(answer.resume());
    made.add(reference);
    return reference;
  }
});
