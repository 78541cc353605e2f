import type { HttpAuthorizer } from '../../model/index.js';
import { functionInUri } from './integration-uri.js';
import { flagAt, lowerFirstKeys, mapAt, numberAt, textAt, textsAt, type Values, versionAt } from './values.js';

/** An authorizer as OpenAPI's extension and CloudFormation (keys in lower camel case) write it. */
export function readHttpAuthorizer(values: Values | undefined): HttpAuthorizer {
  const type = (textAt(values, 'type') ?? textAt(values, 'authorizerType'))?.toUpperCase();
  const sources = textsAt(values, 'identitySource');
  if (type === 'JWT') {
    const configuration = lowerFirstKeys(mapAt(values, 'jwtConfiguration') ?? {});
    const issuer = textAt(configuration, 'issuer');
    return issuer === undefined
      ? { type: 'UNVERIFIABLE', reason: 'the issuer of its JWT authorizer is not known here', readsClaims: true }
      : {
          type,
          issuer,
          audiences: textsAt(configuration, 'audience'),
          identitySource: sources[0] ?? '$request.header.Authorization',
        };
  }
  const functionReference = functionInUri(textAt(values, 'authorizerUri'));
  if (functionReference === undefined || type !== 'REQUEST') {
    return {
      type: 'UNVERIFIABLE',
      reason: `its authorizer of type "${type ?? ''}" calls no function that is known here`,
    };
  }
  const payloadFormat = versionAt(values, 'authorizerPayloadFormatVersion') ?? '2.0';
  const simpleResponses = flagAt(values, 'enableSimpleResponses') ?? false;
  if (payloadFormat !== '1.0' && payloadFormat !== '2.0') {
    const reason = `its authorizer has the payload format version "${payloadFormat}", which is none of "1.0" and "2.0"`;
    return { type: 'UNVERIFIABLE', reason };
  }
  if (simpleResponses && payloadFormat === '1.0') {
    const reason = 'its authorizer enables simple responses, which need its payload format version to be "2.0"';
    return { type: 'UNVERIFIABLE', reason };
  }
  return {
    type: 'LAMBDA',
    functionReference,
    payloadFormat,
    simpleResponses,
    identitySources: sources,
    ttlSeconds: numberAt(values, 'authorizerResultTtlInSeconds') ?? 0,
  };
}
