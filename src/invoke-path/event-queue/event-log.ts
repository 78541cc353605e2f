import type { Logger } from '../../base/index.js';
import type { FunctionKey } from '../../registry/index.js';

interface ToldEvent {
  readonly requestId: string;
  readonly function: FunctionKey;
}

/** Says what became of an event, with its request id and function. */
export function tellOf(logger: Logger, { requestId, function: { name } }: ToldEvent, what: string): void {
  logger.warn(`The asynchronous event "${requestId}" for the function "${name}" ${what.replace(/\.$/, '')}.`, {
    requestId,
    functionName: name,
  });
}
