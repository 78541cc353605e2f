import type { WebSocketAuthorizer } from '../../model/index.js';
import { functionInUri } from './integration-uri.js';
import { textAt, textsAt, type Values } from './values.js';

/** An AWS::ApiGatewayV2::Authorizer of a WebSocket API: only REQUEST exists there. */
export function readWebSocketAuthorizer(values: Values): WebSocketAuthorizer {
  const type = textAt(values, 'AuthorizerType')?.toUpperCase();
  const functionReference = functionInUri(textAt(values, 'AuthorizerUri'));
  return functionReference === undefined || type !== 'REQUEST'
    ? { type: 'UNVERIFIABLE', reason: `its authorizer of type "${type ?? ''}" calls no function that is known here` }
    : { type, functionReference, identitySources: textsAt(values, 'IdentitySource') };
}
