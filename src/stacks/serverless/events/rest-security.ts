import { mapOf } from '../../resolver/properties.js';
import { functionArnOf, listAt, normalized, present, type Service, textAt, type Values, wordOf } from '../service.js';
import { isOwnReference } from '../resource-sections.js';
import { invocationUri, type ServiceEvent } from './service-events.js';

export interface RestSecurity {
  /** Members of the method. */
  readonly method: Values;
  /** The authorizer that it names, by logical id. */
  readonly resources: Values;
}

/** Who may call a route of the REST API (Serverless Framework, "API Gateway", "HTTP Endpoints with Custom Authorizers"). */
export function restSecurity(event: ServiceEvent, apiReference: unknown, service: Service): RestSecurity {
  const { authorizer, private: needsKey } = event.values;
  const key = { ApiKeyRequired: needsKey === true };
  if (authorizer === undefined || authorizer === null) return { method: key, resources: {} };
  const values = mapOf(authorizer) ?? {};
  const type = (textAt(values, 'type') ?? '').toUpperCase();
  const named = typeof authorizer === 'string' ? authorizer : (values['arn'] ?? values['name']);
  if (type === 'AWS_IAM' || (typeof named === 'string' && named.toUpperCase() === 'AWS_IAM')) {
    return { method: { ...key, AuthorizationType: 'AWS_IAM' }, resources: {} };
  }
  const isPool = type === 'COGNITO_USER_POOLS' || (typeof named === 'string' && /^arn:[^:]+:cognito-idp:/.test(named));
  const secured = present({
    ...key,
    AuthorizationType: isPool ? 'COGNITO_USER_POOLS' : 'CUSTOM',
    AuthorizationScopes: listAt(values, 'scopes'),
  });
  if (isOwnReference(values['authorizerId'], service)) {
    return { method: { ...secured, AuthorizerId: values['authorizerId'] }, resources: {} };
  }
  // One that only AWS knows is made without what it would be verified by.
  const name = textAt(values, 'name') ?? nameIn(named ?? values['authorizerId']) ?? event.functionKey;
  const id = `${normalized(name)}ApiGatewayAuthorizer`;
  const Properties = present({
    RestApiId: apiReference,
    Name: name,
    ...verifiedBy(named, isPool, service),
    ...(!isPool && { Type: type === '' || type === 'CUSTOM' ? 'TOKEN' : type }),
    IdentitySource: values['identitySource'] ?? usualSource(values, type),
    AuthorizerResultTtlInSeconds: values['resultTtlInSeconds'],
    IdentityValidationExpression: values['identityValidationExpression'],
  });
  return {
    method: { ...secured, AuthorizerId: { Ref: id } },
    resources: { [id]: { Type: 'AWS::ApiGateway::Authorizer', Properties } },
  };
}

function verifiedBy(named: unknown, isPool: boolean, service: Service): Values {
  if (isPool) return { Type: 'COGNITO_USER_POOLS', ProviderARNs: named === undefined ? [] : [named] };
  return named === undefined ? {} : { AuthorizerUri: invocationUri(functionArnOf(named, service)) };
}

/** A REQUEST authorizer that keeps nothing needs nothing to keep it by. */
function usualSource(values: Values, type: string): string | undefined {
  const keepsNothing = type === 'REQUEST' && wordOf(values['resultTtlInSeconds']) === '0';
  return keepsNothing ? undefined : 'method.request.header.Authorization';
}

/** `arn:…:function:shop-dev-auth` → `auth`. */
function nameIn(reference: unknown): string | undefined {
  if (typeof reference !== 'string') return undefined;
  return reference.includes(':') ? reference.split(':').pop()?.split('-').pop() : reference;
}
