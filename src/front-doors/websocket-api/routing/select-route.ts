import type { WebSocketApi, WebSocketRoute } from '../../../model/index.js';
import { parseResult } from '../../api-gateway/result-json.js';
import type { MessageCall } from '../route-call.js';
import { evaluateSelection } from './selection-expression.js';
import { callVariables } from './selection-variables.js';

/** The route of a message: the one whose key the expression makes, else `$default`, else none; what is not JSON goes to `$default`. */
export function selectRoute(message: Omit<MessageCall, 'route'>): WebSocketRoute | undefined {
  const { api, body } = message;
  const fallback = routeOf(api, '$default');
  if (parseResult(Buffer.from(body)) === undefined) return fallback;
  const key = evaluateSelection(api.routeSelectionExpression, callVariables(message));
  // A message cannot reach what belongs to the connection.
  if (key === '$connect' || key === '$disconnect') return fallback;
  return routeOf(api, key) ?? fallback;
}

/** The first route with that key. */
export function routeOf({ routes }: WebSocketApi, routeKey: string): WebSocketRoute | undefined {
  return routes.find((route) => route.routeKey === routeKey);
}
