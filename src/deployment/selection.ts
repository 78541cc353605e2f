import { suggestion, UserError } from '../base/index.js';
import { type Api, namesOf, parseFunctionName, type Stack, type WebSocketRoute } from '../model/index.js';

/** The stack with only the named functions (logical ids or names) and the routes that reach them; all of it when none is named. */
export function selectFunctions(stack: Stack, names: readonly string[]): Stack {
  if (names.length === 0) return stack;
  const functions = stack.functions.filter((declared) => namesOf(declared).some((name) => names.includes(name)));
  const unknown = names.find((asked) => !functions.some((declared) => namesOf(declared).includes(asked)));
  if (unknown !== undefined) {
    const known = stack.functions.map(({ logicalId }) => logicalId);
    const listed = known.map((logicalId) => `"${logicalId}"`).join(', ');
    throw new UserError(
      `No function "${unknown}" in "${stack.file}".${suggestion(unknown, known)} It has ${listed === '' ? 'none' : listed}.`,
    );
  }
  const kept = new Set(functions.map(({ name }) => name));
  const isKept = (reference: string): boolean => kept.has(parseFunctionName(reference)?.name ?? reference);
  const reaches = ({ integration }: Pick<WebSocketRoute, 'integration'> | Api['routes'][number]): boolean =>
    integration === undefined || !('functionReference' in integration) || isKept(integration.functionReference);
  const apis = stack.apis
    .map((api): Api => {
      return api.kind === 'rest'
        ? { ...api, routes: api.routes.filter(reaches) }
        : { ...api, routes: api.routes.filter(reaches) };
    })
    .filter((api) => api.routes.length > 0);
  const urls = (stack.urls ?? []).filter(({ functionReference }) => isKept(functionReference));
  const webSocketApis = (stack.webSocketApis ?? [])
    .map((api) => ({ ...api, routes: api.routes.filter(reaches) }))
    .filter((api) => api.routes.length > 0);
  return { ...stack, functions, apis, urls, webSocketApis };
}
