import type { RestAuthorizer } from '../../model/index.js';
import { functionInUri } from './integration-uri.js';
import { numberAt, textAt, textsAt, type Values } from './values.js';

/** API Gateway keeps an authorizer's answer for five minutes unless told otherwise. */
const defaultTtlSeconds = 300;

/** An authorizer as OpenAPI's extension and CloudFormation (keys in lower camel case) write it. */
export function readRestAuthorizer(values: Values | undefined): RestAuthorizer {
  const type = textAt(values, 'type')?.toUpperCase();
  const sources = textsAt(values, 'identitySource');
  const identitySource = sources[0] ?? 'method.request.header.Authorization';
  if (type === 'COGNITO_USER_POOLS') {
    const userPoolArns = [...textsAt(values, 'providerARNs'), ...textsAt(values, 'providerArns')];
    return userPoolArns.length === 0
      ? { type: 'UNVERIFIABLE', reason: 'its user pool is not known here', readsClaims: true }
      : { type, userPoolArns, identitySource };
  }
  const functionReference = functionInUri(textAt(values, 'authorizerUri'));
  if (functionReference === undefined || (type !== 'TOKEN' && type !== 'REQUEST')) {
    return {
      type: 'UNVERIFIABLE',
      reason: `its authorizer of type "${type ?? ''}" calls no function that is known here`,
    };
  }
  const ttlSeconds = numberAt(values, 'authorizerResultTtlInSeconds') ?? defaultTtlSeconds;
  if (type === 'REQUEST') return { type, functionReference, identitySources: sources, ttlSeconds };
  const validationExpression = textAt(values, 'identityValidationExpression');
  return {
    type,
    functionReference,
    identitySource,
    ttlSeconds,
    ...(validationExpression !== undefined && { validationExpression }),
  };
}
