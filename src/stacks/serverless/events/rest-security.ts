import { mapOf } from '../../resolver/properties.js';
import { functionArnOf, listAt, present, type Service, textAt, type Values } from '../service.js';
import { invocationUri, type ServiceEvent } from './service-events.js';

export interface RestSecurity {
  readonly security: readonly Values[];
  /** What stands beside it in the operation. */
  readonly extension: Values;
}

/** Who may call a route of the REST API; the authorizers that it names are added to `schemes`. */
export function restSecurity(event: ServiceEvent, schemes: Record<string, unknown>, service: Service): RestSecurity {
  const { authorizer, private: needsKey } = event.values;
  const key = needsKey === true ? [{ api_key: [] }] : [];
  if (authorizer === undefined || authorizer === null) return { security: key, extension: {} };
  const values = mapOf(authorizer) ?? {};
  const type = (textAt(values, 'type') ?? '').toUpperCase();
  const named =
    typeof authorizer === 'string' ? authorizer : (values['name'] ?? values['arn'] ?? values['authorizerId']);
  if (named === 'aws_iam' || type === 'AWS_IAM') {
    return { security: key, extension: { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } } };
  }
  const name = typeof named === 'string' ? (named.split(':').pop() ?? named) : `${event.functionKey}Authorizer`;
  schemes[name] = {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authorizer': authorizerOf(values, values['arn'] ?? named, type, service),
  };
  return { security: [...key, { [name]: listAt(values, 'scopes') }], extension: {} };
}

/** An ARN of a user pool makes a Cognito authorizer, whatever else is said. */
function authorizerOf(values: Values, reference: unknown, type: string, service: Service): Values {
  const isPool =
    type === 'COGNITO_USER_POOLS' || (typeof reference === 'string' && reference.includes(':cognito-idp:'));
  const identitySource = values['identitySource'] ?? 'method.request.header.Authorization';
  if (isPool) return { type: 'cognito_user_pools', providerARNs: [reference], identitySource };
  return present({
    type: type === 'REQUEST' ? 'request' : 'token',
    authorizerUri: invocationUri(functionArnOf(reference, service)),
    identitySource,
    authorizerResultTtlInSeconds: values['resultTtlInSeconds'],
    identityValidationExpression: values['identityValidationExpression'],
  });
}
