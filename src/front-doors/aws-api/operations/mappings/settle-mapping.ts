import { messageOf } from '../../../../base/index.js';
import { type EventSourceMapping, settledMapping } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';

/** Ends the transition that an answer has shown, unless the mapping has changed or gone meanwhile. */
export function settleMapping({ account, region, uuid, state }: EventSourceMapping, context: OperationContext): void {
  const { mappings } = context.registry;
  const locality = { account, region };
  const mapping = mappings.get(locality, uuid);
  if (mapping?.state !== state) return;
  mappings.put(locality, uuid, settledMapping(mapping)).catch((error: unknown) => {
    context.logger.error(`The event source mapping "${uuid}" could not be written: ${messageOf(error)}`);
  });
}
