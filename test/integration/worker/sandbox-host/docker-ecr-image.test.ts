import { describe, expect, it } from '@jest/globals';
import { tmpdir } from 'node:os';
import Docker from 'dockerode';
import { ImageStore } from '../../../../src/worker/sandbox-host/docker/images/image-store.js';
import { RegistryLogins } from '../../../../src/worker/sandbox-host/docker/images/registry-logins.js';
import { ensureStandInImage } from '../../../support/docker/stand-in-image.js';

describe('the images of an engine', () => {
  it('serve an ECR URI by the local image of the same repository and tag', async () => {
    const name = await ensureStandInImage();
    const images = new ImageStore(new Docker(), {
      skipPull: true,
      logins: new RegistryLogins(tmpdir()),
      onProgress: () => undefined,
    });

    const [local, ofEcr] = [
      await images.find(name),
      await images.find(`123456789012.dkr.ecr.us-east-1.amazonaws.com/${name}`),
    ];

    expect(local).toBeDefined();
    expect(ofEcr).toEqual(local);
    expect(await images.find('123456789012.dkr.ecr.us-east-1.amazonaws.com/hearth-test/none:1')).toBeUndefined();
  });
});
