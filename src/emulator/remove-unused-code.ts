import { type Logger, messageOf } from '../base/index.js';
import type { FunctionRegistry } from '../registry/index.js';
import type { CodeStore } from '../storage/index.js';

/**
 * Removes the zips of earlier runs that no function needs any more; a failure is told. To be called while nobody can create a
 * function: before the first deployment the project's code would go, and once the doors are open a zip may have no function yet.
 */
export async function removeUnusedCode(
  code: Pick<CodeStore, 'prune'>,
  functions: Pick<FunctionRegistry, 'codeDigests'>,
  logger: Logger,
): Promise<void> {
  try {
    await code.prune(functions.codeDigests());
  } catch (error) {
    logger.warn(`Old code could not be removed from the data folder: ${messageOf(error)}`);
  }
}
