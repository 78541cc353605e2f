import type { CacheKey, RestMethod } from '../../../model/index.js';
import { mapOf } from '../../resolver/properties.js';
import { textOf } from '../../resolver/scalars.js';
import { flagAt, listAt, mapAt, textAt, type Values } from '../values.js';

/** `RequestModel` and `RequestParameters` of an event, which also name what is validated. */
export function eventParameters(event: Values): Pick<RestMethod, 'requestParameters' | 'requestModels' | 'validates'> {
  const requestModel = mapAt(event, 'RequestModel');
  const model = textAt(requestModel, 'Model');
  const parameters = (listAt(event, 'RequestParameters') ?? []).flatMap(readParameter);
  return {
    requestParameters: Object.fromEntries(parameters),
    requestModels: model === undefined ? {} : { 'application/json': model },
    validates: {
      body: flagAt(requestModel, 'ValidateBody') ?? false,
      parameters: flagAt(requestModel, 'ValidateParameters') ?? false,
    },
  };
}

/** The parameters of an event with `Caching` are what its cached responses are told apart by. */
export function cacheKeyOfEvent(event: Values): { readonly cache?: CacheKey } {
  const parameters = (listAt(event, 'RequestParameters') ?? []).flatMap((parameter) =>
    Object.entries(mapOf(parameter) ?? {})
      .filter(([, said]) => flagAt(mapOf(said), 'Caching') === true)
      .map(([name]) => name),
  );
  return parameters.length === 0 ? {} : { cache: { parameters } };
}

/** A name alone, or a name with what is said of it. */
function readParameter(value: unknown): [string, boolean][] {
  const name = textOf(value);
  if (name !== undefined) return [[name, false]];
  return Object.entries(mapOf(value) ?? {}).map(([key, said]) => [key, flagAt(mapOf(said), 'Required') ?? false]);
}
