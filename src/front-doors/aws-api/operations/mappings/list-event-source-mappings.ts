import { formatFunctionArn } from '../../../../model/index.js';
import { functionTarget } from '../../function-target.js';
import { operation } from '../operation.js';
import { pageOf, type PageInput } from '../paging.js';
import { showMapping } from './show-mapping.js';

interface ListMappingsInput extends PageInput {
  readonly EventSourceArn?: string;
  readonly FunctionName?: string;
}

/** AWS gives a hundred of these at once. */
const pageSize = 100;

/** Event sources contract §2.1, by UUID; a function is meant with its qualifier, and one that is not there has none. */
export const listEventSourceMappings = operation<ListMappingsInput>((input, { registry, functions, caller }) => {
  const { EventSourceArn: source, FunctionName: functionName } = input;
  const functionArn =
    functionName === undefined ? undefined : formatFunctionArn(functionTarget({ functionName, caller }, functions));
  const mappings = registry.mappings
    .list(caller)
    .filter(({ settings }) => source === undefined || settings['EventSourceArn'] === source)
    .filter(({ target }) => functionArn === undefined || formatFunctionArn(target) === functionArn);
  const { items, next } = pageOf(mappings, ({ uuid }) => uuid, input, pageSize);
  const body = {
    ...(next !== undefined && { NextMarker: next }),
    EventSourceMappings: items.map((mapping) => showMapping(mapping)),
  };
  return { status: 200, body };
});
