import type { MappedWebSocketIntegration, WebSocketIntegrationResponse } from '../../../model/index.js';
import type { Header } from '../../api-gateway/client-request.js';
import { textInBody } from '../../api-gateway/json-steps.js';
import { evaluateSelection, type SelectionVariables } from '../routing/selection-expression.js';

/** What answered a mapped integration. */
export interface BackendAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Buffer;
  /** What the default expression of the integration's type makes: the status, of a function its error's message. */
  readonly selectionText: string;
  readonly isError: boolean;
}

/** The integration response for an answer: the first whose key or pattern fits, else `$default`. */
export function selectResponse(
  { responses, responseSelectionExpression }: MappedWebSocketIntegration,
  backend: BackendAnswer,
): WebSocketIntegrationResponse | undefined {
  const key =
    responseSelectionExpression === undefined
      ? backend.selectionText
      : evaluateSelection(responseSelectionExpression, backendVariables(backend));
  return (
    responses.find((response) => response.key !== '$default' && fits(response.key, key)) ??
    responses.find((response) => response.key === '$default')
  );
}

/** A key between slashes is a pattern for the whole text. */
function fits(key: string, text: string): boolean {
  const pattern = /^\/(.*)\/$/s.exec(key)?.[1];
  if (pattern === undefined) return key === text;
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}

function backendVariables({ status, headers, body }: BackendAnswer): SelectionVariables {
  return (variable) => {
    const [, place, name = ''] =
      /^integration\.response\.(statuscode|header|multivalueheader|body)(?:\.(.+))?$/is.exec(variable) ?? [];
    switch (place?.toLowerCase()) {
      case 'statuscode':
        return String(status);
      case 'body':
        return name === '' ? body.toString('utf8') : textInBody(body, name);
      case 'header':
        return headers.findLast(([header]) => header.toLowerCase() === name.toLowerCase())?.[1];
      case 'multivalueheader':
        return headers
          .filter(([header]) => header.toLowerCase() === name.toLowerCase())
          .map(([, value]) => value)
          .join(',');
      case undefined:
      default:
        return undefined;
    }
  };
}
