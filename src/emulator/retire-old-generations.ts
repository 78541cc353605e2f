import type { Logger, Unsubscribe } from '../base/index.js';
import type { Assignment } from '../invoke-path/assignment/index.js';
import type { FunctionArn, FunctionVersion } from '../model/index.js';
import type { FunctionChange, FunctionRegistry } from '../registry/index.js';

/** Stops sandboxes of what the registry has replaced or removed; a failure is told. */
export function retireOldGenerations(
  functions: Pick<FunctionRegistry, 'answersAnywhere' | 'onChange'>,
  assignment: Pick<Assignment, 'retire' | 'retireVersion'>,
  logger: Logger,
): Unsubscribe {
  // A function of a project takes the place of every account's.
  const ownerOf = ({ name, arn }: FunctionVersion): FunctionArn | undefined =>
    functions.answersAnywhere(name) ? undefined : arn;

  const retire = async (change: FunctionChange): Promise<void> => {
    switch (change.change) {
      case 'created':
      case 'updated':
        await assignment.retire(change.version.name, change.version.generation, ownerOf(change.version));
        return;
      case 'version-deleted':
        await assignment.retireVersion(change.version);
        return;
      case 'deleted':
        await assignment.retire(change.name, undefined, change.arn);
        return;
      case 'published':
    }
  };
  return functions.onChange((change) => {
    retire(change).catch((error: unknown) => {
      logger.warn('An old sandbox could not be stopped.', { error });
    });
  });
}
