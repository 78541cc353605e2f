import { type Logger, messageOf, UserError } from '../../base/index.js';
import type { KeptFunction } from '../keep-loaded.js';

/** Tells of edits that cannot be applied, each once as long as it stays so, and when all is well again. */
export interface FailureTells {
  /** The project was applied, but for these functions. */
  applied(kept: readonly KeptFunction[]): void;
  failed(error: unknown): void;
}

export function createFailureTells(logger: Logger): FailureTells {
  let told: ReadonlySet<string> = new Set();
  const tellNew = (messages: readonly string[], fields?: { readonly error: unknown }): void => {
    for (const message of messages) {
      // What a build has printed ends in a line of its own.
      const end = `${message.includes('\n') ? '\n' : ' '}What was loaded before goes on.`;
      if (!told.has(message)) logger.error(message + end, fields);
    }
    told = new Set(messages);
  };
  return {
    applied(kept) {
      const wasBroken = told.size > 0;
      tellNew(messagesOf(kept));
      if (wasBroken && told.size === 0) logger.info('The project can be loaded again.');
    },
    failed(error) {
      const remedy = error instanceof UserError ? '' : ' This is a fault of Hearth.';
      tellNew([`${messageOf(error)}${remedy}`], { error });
    },
  };
}

/** Functions with the same reason together. */
function messagesOf(kept: readonly KeptFunction[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { message, logicalId } of kept) {
    byReason.set(message, [...(byReason.get(message) ?? []), `"${logicalId}"`]);
  }
  return [...byReason].map(([reason, names]) =>
    names.length === 1
      ? `Function ${names.join()} cannot be loaded: ${reason}`
      : `Functions ${names.join(', ')} cannot be loaded: ${reason}`,
  );
}
