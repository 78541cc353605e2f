import { mapOf } from '../resolver/properties.js';
import type { ProjectResource } from '../template/project.js';

/** The id by which a function is shown, and other ids that people may call it by. */
export interface ShownNames {
  readonly logicalId: string;
  readonly alsoKnownAs: readonly string[];
}

/**
 * A nested stack stands before the id, as `sam local` has it (`Child/Hello`); serverless.yml's own key goes before the logical id
 * that Serverless makes of it; CDK's construct path is one more name (`MyStack/Hello/Resource` → `Hello`).
 */
export function shownNames({ logicalId, metadata }: ProjectResource, scope: string): ShownNames {
  const key = mapOf(metadata['Hearth'])?.['Key'];
  const shown = typeof key === 'string' ? key : `${scope}${logicalId}`;
  const constructPath = metadata['aws:cdk:path'];
  const construct =
    typeof constructPath === 'string' ? constructPath.replace(/\/Resource$/, '').replace(/^[^/]+\//, '') : undefined;
  const others = [logicalId, construct].filter((name) => name !== undefined && name !== shown);
  return { logicalId: shown, alsoKnownAs: others as string[] };
}
