import type { RouteAuthorization } from '../../../model/index.js';
import { flagAt, textAt, textsAt, type Values } from '../values.js';
import { authorizerScopes } from './authorizers.js';

/** Who may call the route of an event: its own `Auth`, else the API's default (http contract §7.3). */
export function routeAuthorization(event: Values | undefined, api: Values | undefined): RouteAuthorization {
  const name = textAt(event, 'Authorizer') ?? textAt(api, 'DefaultAuthorizer');
  if (name === undefined) {
    // An authorizer whose name is not known must not open the route.
    const isUnknown = event?.['Authorizer'] !== undefined || api?.['DefaultAuthorizer'] !== undefined;
    return isUnknown ? { type: 'AUTHORIZER', name: '(unknown)', scopes: [] } : { type: 'NONE' };
  }
  if (name === 'NONE') return { type: 'NONE' };
  if (name === 'AWS_IAM') return { type: 'AWS_IAM' };
  const own = textsAt(event, 'AuthorizationScopes');
  const inherited = authorizerScopes(api, name);
  const isOwn = event !== undefined && Object.hasOwn(event, 'AuthorizationScopes');
  return { type: 'AUTHORIZER', name, scopes: isOwn ? own : inherited };
}

/** Whether a route of a REST API needs a key. */
export function needsApiKey(event: Values | undefined, api: Values | undefined): boolean {
  return flagAt(event, 'ApiKeyRequired') ?? flagAt(api, 'ApiKeyRequired') ?? false;
}
