import { headerOf } from '../../api-gateway/client-request.js';
import { textInBody, textOf, valueAt } from '../../api-gateway/json-steps.js';
import { parseQuery } from '../../api-gateway/query.js';
import { routeCallContext } from '../request-context.js';
import type { CallToRoute } from '../route-call.js';
import type { SelectionVariables } from './selection-expression.js';

const form = /^(request\.body|request\.header|request\.querystring|context|stageVariables)(?:\.(.+))?$/s;

/** What expressions may name of a call; headers and query are there only while connecting. */
export function callVariables(call: CallToRoute): SelectionVariables {
  return (variable) => {
    const [, place, name = ''] = form.exec(variable) ?? [];
    switch (place) {
      case 'request.body':
        return call.eventType === 'MESSAGE' ? bodyVariable(call.body, name) : undefined;
      case 'request.header':
        return call.eventType === 'CONNECT' ? headerOf(call.client.headers, name.toLowerCase()) : undefined;
      case 'request.querystring':
        return call.eventType === 'CONNECT' ? queryValue(call.client.query, name) : undefined;
      case 'context':
        return textOf(valueAt(routeCallContext(call), name.split('.')));
      case 'stageVariables':
        return call.stage.variables[name];
      case undefined:
      default:
        return undefined;
    }
  };
}

/** The whole body, or the value at a path of it: text as it is, lists and maps as JSON. */
function bodyVariable(body: string, path: string): string | undefined {
  return path === '' ? body : textInBody(Buffer.from(body), path);
}

function queryValue(query: string, name: string): string | undefined {
  return parseQuery(query, /&/).findLast(([key]) => key === name)?.[1];
}
