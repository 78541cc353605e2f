import type { RouteAuthorization } from '../../../model/index.js';
import { textAt, textsAt, type Values } from '../values.js';

/** Who may call a route or a method: both kinds of API name it by the same members. */
export function authorizationOf(values: Values): RouteAuthorization {
  const type = textAt(values, 'AuthorizationType') ?? 'NONE';
  if (type === 'NONE') return { type: 'NONE' };
  if (type === 'AWS_IAM') return { type: 'AWS_IAM' };
  return {
    type: 'AUTHORIZER',
    name: textAt(values, 'AuthorizerId') ?? '(unknown)',
    scopes: textsAt(values, 'AuthorizationScopes'),
  };
}
