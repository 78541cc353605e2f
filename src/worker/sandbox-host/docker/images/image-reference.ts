/** A reference taken apart as the engine's pull wants it: the part before the tag or digest, and the tag or digest. */
export interface ImageReference {
  readonly repository: string;
  readonly tag: string;
  /** Host of the registry; `docker.io` when the reference names none. */
  readonly registry: string;
}

/**
 * The name under which an image of a private ECR repository may lie on this machine, where nobody can pull it:
 * `123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app:1` → `team/app:1`. Undefined for every other reference, and for one by digest,
 * which a local tag cannot promise.
 */
export function localNameOfEcrImage(reference: string): string | undefined {
  return /^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.[a-z0-9.-]+(?::\d+)?\/([^@]+)$/.exec(reference)?.[1];
}

/** `public.ecr.aws/lambda/nodejs:22` → repository, tag, registry; no tag means `latest`, as for the docker command. */
export function parseImageReference(reference: string): ImageReference {
  const at = reference.indexOf('@');
  const colon = reference.lastIndexOf(':');
  const hasTag = colon > reference.lastIndexOf('/');
  const cut = at >= 0 ? at : hasTag ? colon : reference.length;
  const repository = reference.slice(0, cut);
  const first = repository.split('/')[0] ?? '';
  const namesRegistry =
    repository.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost');
  return {
    repository,
    tag: cut === reference.length ? 'latest' : reference.slice(cut + 1),
    registry: namesRegistry ? first : 'docker.io',
  };
}
