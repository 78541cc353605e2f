import { mapOf } from '../resolver/properties.js';
import { noAssets } from '../template/assets.js';
import type { Project, ProjectResource } from '../template/project.js';

/** The id by which a function is shown, and other ids that people may call it by. */
export interface ShownNames {
  readonly logicalId: string;
  readonly alsoKnownAs: readonly string[];
}

/**
 * A nested stack stands before the id, as `sam local` has it (`Child/Hello`); serverless.yml's own key goes before the logical id
 * that Serverless makes of it; of CDK's constructs, the path with and without the stack (`MyStack/Hello`, `Hello`) and the logical id
 * without its hash are more names.
 */
export function shownNames(
  { logicalId, metadata }: ProjectResource,
  { scope, assets }: Pick<Project, 'scope' | 'assets'>,
): ShownNames {
  const key = mapOf(metadata['Hearth'])?.['Key'];
  const shown = typeof key === 'string' ? key : `${scope}${logicalId}`;
  const constructPath = metadata['aws:cdk:path'];
  const construct = typeof constructPath === 'string' ? constructPath.replace(/\/Resource$/, '') : undefined;
  const bare = assets === noAssets && construct === undefined ? undefined : /^(.+)[0-9A-F]{8}$/.exec(logicalId)?.[1];
  const names = [logicalId, construct, construct?.replace(/^[^/]+\//, ''), bare];
  const others = new Set(names.filter((name) => name !== undefined && name !== shown));
  return { logicalId: shown, alsoKnownAs: [...others] as string[] };
}
