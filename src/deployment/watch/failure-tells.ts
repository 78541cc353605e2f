import { type Logger, messageOf, UserError } from '../../base/index.js';
import type { KeptFunction } from '../keep-loaded.js';

/** Tells of edits that cannot be applied, each once as long as it stays so, and when all is well again. */
export interface FailureTells {
  /** The project was applied, but for these functions. */
  applied(kept: readonly KeptFunction[]): void;
  failed(error: unknown): void;
}

export function createFailureTells(logger: Logger): FailureTells {
  let told = new Set<string>();
  const tellNew = (messages: readonly string[], fields?: { readonly error: unknown }): void => {
    for (const message of messages) {
      if (!told.has(message)) logger.error(`${message} What was loaded before goes on.`, fields);
    }
    told = new Set(messages);
  };
  return {
    applied(kept) {
      const wasBroken = told.size > 0;
      tellNew(kept.map(({ logicalId, message }) => `Function "${logicalId}" cannot be loaded: ${message}`));
      if (wasBroken && told.size === 0) logger.info('The project can be loaded again.');
    },
    failed(error) {
      const remedy = error instanceof UserError ? '' : ' This is a fault of Hearth.';
      tellNew([`${messageOf(error)}${remedy}`], { error });
    },
  };
}
