import type Docker from 'dockerode';

/** Names of images that surely have a shell and a way to call out: Lambda's own. */
const LAMBDA_IMAGE = /(?:\/lambda\/|aws-lambda-)/;

/** References of the engine's images, Lambda's first, then the smaller before the larger. */
export async function listProbeImages(docker: Docker): Promise<readonly string[]> {
  const images = await docker.listImages();
  return images
    .flatMap(({ RepoTags, Size }) => ((RepoTags as string[] | null) ?? []).map((tag) => ({ tag, Size })))
    .filter(({ tag }) => !tag.startsWith('<none>'))
    .sort((left, right) => rank(left.tag) - rank(right.tag) || left.Size - right.Size)
    .map(({ tag }) => tag);
}

function rank(tag: string): number {
  return LAMBDA_IMAGE.test(tag) ? 0 : 1;
}
