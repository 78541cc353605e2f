import type { HttpAuthorizer, RestAuthorizer } from '../../../model/index.js';
import { mapOf } from '../../resolver/properties.js';
import { readHttpAuthorizer } from '../http-authorizer.js';
import { readRestAuthorizer } from '../rest-authorizer.js';
import { flagAt, mapAt, numberAt, textAt, textsAt, type Values, versionAt } from '../values.js';

/** `Auth.Authorizers` of an AWS::Serverless::Api (http contract §7.3). */
export function samRestAuthorizers(auth: Values | undefined): Record<string, RestAuthorizer> {
  return mapEach(auth, (values) => {
    const identity = mapAt(values, 'Identity');
    const header = `method.request.header.${textAt(identity, 'Header') ?? 'Authorization'}`;
    if (Object.hasOwn(values, 'UserPoolArn')) {
      return readRestAuthorizer({
        type: 'COGNITO_USER_POOLS',
        providerARNs: textsAt(values, 'UserPoolArn'),
        identitySource: header,
      });
    }
    const type = textAt(values, 'FunctionPayloadType') ?? 'TOKEN';
    return readRestAuthorizer({
      type,
      authorizerUri: textAt(values, 'FunctionArn'),
      identitySource:
        type === 'TOKEN'
          ? header
          : sources(identity, ['method.request.header.', 'method.request.querystring.', 'stageVariables.', 'context.']),
      identityValidationExpression: textAt(identity, 'ValidationExpression'),
      authorizerResultTtlInSeconds: numberAt(identity, 'ReauthorizeEvery'),
    });
  });
}

/** `Auth.Authorizers` of an AWS::Serverless::HttpApi. */
export function samHttpAuthorizers(auth: Values | undefined): Record<string, HttpAuthorizer> {
  return mapEach(auth, (values) => {
    const identity = mapAt(values, 'Identity');
    if (mapAt(values, 'JwtConfiguration') !== undefined) {
      return readHttpAuthorizer({
        type: 'JWT',
        jwtConfiguration: mapAt(values, 'JwtConfiguration'),
        identitySource: textAt(values, 'IdentitySource'),
      });
    }
    return readHttpAuthorizer({
      type: 'REQUEST',
      authorizerUri: textAt(values, 'FunctionArn'),
      authorizerPayloadFormatVersion: versionAt(values, 'AuthorizerPayloadFormatVersion'),
      enableSimpleResponses: flagAt(values, 'EnableSimpleResponses'),
      identitySource: sources(identity, ['$request.header.', '$request.querystring.', '$stageVariables.', '$context.']),
      authorizerResultTtlInSeconds: numberAt(identity, 'ReauthorizeEvery'),
    });
  });
}

/** Scopes that routes of an authorizer need when they name none themselves. */
export function authorizerScopes(auth: Values | undefined, name: string): readonly string[] {
  return textsAt(mapAt(mapAt(auth, 'Authorizers'), name), 'AuthorizationScopes');
}

function mapEach<T>(auth: Values | undefined, read: (values: Values) => T): Record<string, T> {
  return Object.fromEntries(
    Object.entries(mapAt(auth, 'Authorizers') ?? {}).flatMap(([name, value]) => {
      const values = mapOf(value);
      return values === undefined ? [] : [[name, read(values)]];
    }),
  );
}

const kinds = ['Headers', 'QueryStrings', 'StageVariables', 'Context'] as const;

function sources(identity: Values | undefined, prefixes: readonly string[]): readonly string[] {
  return kinds.flatMap((kind, index) => textsAt(identity, kind).map((name) => `${prefixes[index] ?? ''}${name}`));
}
