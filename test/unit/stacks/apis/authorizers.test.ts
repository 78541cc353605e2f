import { describe, expect, it } from '@jest/globals';
import { stackOf } from '../../../support/stack-of.js';

const head = `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { InlineCode: x, Runtime: nodejs22.x, Handler: index.handler } }
Resources:
  Guard: { Type: AWS::Serverless::Function, Properties: {} }
`;
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:Guard';
const fn = (event: string): string =>
  `  Fn: { Type: AWS::Serverless::Function, Properties: { Events: { E: ${event} } } }\n`;

// http contract §7.3, from the SAM transform.
describe('the authorizers of a SAM REST API', () => {
  const api = (auth: string): string => `  Api:
    Type: AWS::Serverless::Api
    Properties: { StageName: v1, Auth: ${auth} }
`;
  const event = (auth: string): string =>
    fn(`{ Type: Api, Properties: { RestApiId: !Ref Api, Path: /x, Method: get, Auth: ${auth} } }`);

  it.each([
    [
      '{ FunctionArn: !GetAtt Guard.Arn }',
      {
        type: 'TOKEN',
        functionReference: arn,
        identitySource: 'method.request.header.Authorization',
        ttlSeconds: 300,
      },
    ],
    [
      '{ FunctionArn: !GetAtt Guard.Arn, Identity: { Header: X-Key, ValidationExpression: a+, ReauthorizeEvery: 5 } }',
      {
        type: 'TOKEN',
        functionReference: arn,
        identitySource: 'method.request.header.X-Key',
        validationExpression: 'a+',
        ttlSeconds: 5,
      },
    ],
    [
      '{ FunctionArn: !GetAtt Guard.Arn, FunctionPayloadType: REQUEST, Identity: { Headers: [A], QueryStrings: [q], ReauthorizeEvery: 0 } }',
      {
        type: 'REQUEST',
        functionReference: arn,
        identitySources: ['method.request.header.A', 'method.request.querystring.q'],
        ttlSeconds: 0,
      },
    ],
    [
      '{ UserPoolArn: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc" }',
      {
        type: 'COGNITO_USER_POOLS',
        userPoolArns: ['arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc'],
        identitySource: 'method.request.header.Authorization',
      },
    ],
  ])('are read: %s', async (authorizer, expected) => {
    const { apis } = await stackOf(
      head + api(`{ Authorizers: { Mine: ${authorizer} } }`) + event('{ Authorizer: Mine }'),
    );

    expect(apis).toMatchObject([{ authorizers: { Mine: expected } }]);
    expect(apis[0]?.routes).toMatchObject([{ authorization: { type: 'AUTHORIZER', name: 'Mine', scopes: [] } }]);
  });

  it.each([
    ['{}', { type: 'AUTHORIZER', name: 'Mine', scopes: ['all'] }],
    ['{ Authorizer: NONE }', { type: 'NONE' }],
    ['{ Authorizer: AWS_IAM }', { type: 'AWS_IAM' }],
    ['{ AuthorizationScopes: [one] }', { type: 'AUTHORIZER', name: 'Mine', scopes: ['one'] }],
  ])('apply by default, and an event with Auth %s has %j', async (auth, expected) => {
    const defaults =
      '{ DefaultAuthorizer: Mine, Authorizers: { Mine: { UserPoolArn: "arn:p/eu-west-1_a", AuthorizationScopes: [all] } } }';

    const { apis } = await stackOf(head + api(defaults) + event(auth));

    expect(apis[0]?.routes).toMatchObject([{ authorization: expected }]);
  });

  it('guard the preflight too unless they are told not to', async () => {
    const template = (more: string): string =>
      head +
      `  Api:
    Type: AWS::Serverless::Api
    Properties: { StageName: v1, Cors: "'*'", Auth: { DefaultAuthorizer: AWS_IAM ${more} } }
` +
      event('{}');

    const guarded = await stackOf(template(''));
    const open = await stackOf(template(', AddDefaultAuthorizerToCorsPreflight: false'));

    expect(guarded.apis[0]?.routes).toMatchObject([{}, { method: 'OPTIONS', authorization: { type: 'AWS_IAM' } }]);
    expect(open.apis[0]?.routes).toMatchObject([{}, { method: 'OPTIONS', authorization: { type: 'NONE' } }]);
  });

  it('that are not known refuse', async () => {
    const { apis } = await stackOf(head + api('{ DefaultAuthorizer: !ImportValue other }') + event('{}'));

    expect(apis[0]?.routes).toMatchObject([{ authorization: { type: 'AUTHORIZER', name: '(unknown)' } }]);
  });
});

describe('the authorizers of a SAM HTTP API', () => {
  const api = (auth: string): string => `  Api: { Type: AWS::Serverless::HttpApi, Properties: { Auth: ${auth} } }\n`;
  const event = fn(
    '{ Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /x, Method: get, Auth: { Authorizer: Mine } } }',
  );

  it.each([
    [
      '{ JwtConfiguration: { issuer: "https://issuer", audience: [a] }, IdentitySource: $request.querystring.t }',
      { type: 'JWT', issuer: 'https://issuer', audiences: ['a'], identitySource: '$request.querystring.t' },
    ],
    [
      '{ FunctionArn: !GetAtt Guard.Arn, AuthorizerPayloadFormatVersion: 2.0, EnableSimpleResponses: true, Identity: { Headers: [A], ReauthorizeEvery: 60 } }',
      {
        type: 'LAMBDA',
        functionReference: arn,
        payloadFormat: '2.0',
        simpleResponses: true,
        identitySources: ['$request.header.A'],
        ttlSeconds: 60,
      },
    ],
    [
      '{ FunctionArn: !GetAtt Guard.Arn, AuthorizerPayloadFormatVersion: 1.0, Identity: { Headers: [A] } }',
      { type: 'LAMBDA', payloadFormat: '1.0', simpleResponses: false },
    ],
    [
      '{ FunctionArn: !GetAtt Guard.Arn, AuthorizerPayloadFormatVersion: "3.0" }',
      { type: 'UNVERIFIABLE', reason: expect.stringContaining('the payload format version "3.0"') },
    ],
    [
      '{ FunctionArn: !GetAtt Guard.Arn, AuthorizerPayloadFormatVersion: "1.0", EnableSimpleResponses: true }',
      { type: 'UNVERIFIABLE', reason: expect.stringContaining('simple responses') },
    ],
  ])('are read: %s', async (authorizer, expected) => {
    const { apis } = await stackOf(head + api(`{ Authorizers: { Mine: ${authorizer} } }`) + event);

    expect(apis).toMatchObject([{ kind: 'http', authorizers: { Mine: expected } }]);
  });
});
