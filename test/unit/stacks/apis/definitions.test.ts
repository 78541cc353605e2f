import { describe, expect, it } from '@jest/globals';
import { stackOf } from '../../../support/stack-of.js';

const fn =
  '  Fn: { Type: AWS::Lambda::Function, Properties: { Code: { ZipFile: x }, Runtime: nodejs22.x, Handler: i.h } }\n';
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:Fn';
const uri = '!Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"';

// http contract §7.2.
describe('the OpenAPI document of an API', () => {
  const restBody = `
swagger: "2.0"
securityDefinitions:
  Key: { type: apiKey, name: x-api-key, in: header }
  Guard:
    type: apiKey
    name: X-Token
    in: header
    x-amazon-apigateway-authtype: custom
    x-amazon-apigateway-authorizer: { type: token, authorizerUri: "${arn}" }
x-amazon-apigateway-request-validators: { all: { validateRequestBody: true, validateRequestParameters: true } }
x-amazon-apigateway-request-validator: all
x-amazon-apigateway-binary-media-types: [image/png]
x-amazon-apigateway-gateway-responses:
  DEFAULT_4XX: { statusCode: 418, responseTemplates: { application/json: '{}' } }
definitions: { Pet: { type: object } }
paths:
  /pets:
    post:
      operationId: addPet
      security: [{ Key: [] }, { Guard: [] }]
      parameters:
        - { in: query, name: q, required: true, type: string }
        - { in: body, name: body, schema: { $ref: '#/definitions/Pet' } }
      x-amazon-apigateway-integration:
        type: aws
        httpMethod: POST
        uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations"
        passthroughBehavior: when_no_templates
        requestTemplates: { application/json: '{"a": 1}' }
        responses: { default: { statusCode: "200" }, '.*x.*': { statusCode: "400" } }
    x-amazon-apigateway-any-method:
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: ANY, uri: 'http://example.com/pets' }
`;

  it('is the REST API where it is a file', async () => {
    const template = `Resources:
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: v1, DefinitionUri: api.yaml } }\n${fn}`;

    const { apis } = await stackOf(template, { files: { 'api.yaml': restBody } });

    expect(apis).toMatchObject([
      {
        binaryMediaTypes: ['image/png'],
        models: { Pet: { type: 'object' } },
        gatewayResponses: { DEFAULT_4XX: { statusCode: 418, templates: { 'application/json': '{}' } } },
        authorizers: {
          Guard: { type: 'TOKEN', functionReference: arn, identitySource: 'method.request.header.X-Token' },
        },
        routes: [
          {
            method: 'POST',
            path: '/pets',
            operationName: 'addPet',
            authorization: { type: 'AUTHORIZER', name: 'Guard' },
            apiKeyRequired: true,
            requestParameters: { 'method.request.querystring.q': true },
            requestModels: { 'application/json': 'Pet' },
            validates: { body: true, parameters: true },
            integration: {
              type: 'AWS',
              functionReference: arn,
              passthroughBehavior: 'WHEN_NO_TEMPLATES',
              responses: [{ statusCode: 200 }, { statusCode: 400, selectionPattern: '.*x.*' }],
            },
          },
          { method: 'ANY', integration: { type: 'HTTP_PROXY', httpMethod: 'ANY', uri: 'http://example.com/pets' } },
        ],
      },
    ]);
  });

  it('is the HTTP API where it stands in the template', async () => {
    const { apis } = await stackOf(`Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionBody:
        openapi: 3.0.1
        x-amazon-apigateway-cors: { allowOrigins: ['https://a'], maxAge: 5 }
        paths:
          /x: { get: { x-amazon-apigateway-integration: { type: aws_proxy, payloadFormatVersion: "2.0", uri: ${uri} } } }
          $default: { x-amazon-apigateway-any-method: { x-amazon-apigateway-integration: { type: http_proxy, httpMethod: ANY, uri: 'http://h' } } }
${fn}`);

    expect(apis).toMatchObject([
      {
        cors: { allowOrigins: ['https://a'], maxAgeSeconds: 5 },
        routes: [
          {
            method: 'GET',
            path: '/x',
            integration: { type: 'AWS_PROXY', functionReference: arn, payloadFormat: '2.0' },
          },
          { method: 'ANY', path: '$default', integration: { type: 'HTTP_PROXY', uri: 'http://h' } },
        ],
      },
    ]);
  });
});

describe('an API in the words of CloudFormation', () => {
  it('is a REST API with the paths of its resources', async () => {
    const { apis } = await stackOf(`Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a } }
  A: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: a } }
  B: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !Ref A, PathPart: '{id}' } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref B
      HttpMethod: GET
      AuthorizationType: CUSTOM
      AuthorizerId: !Ref Guard
      ApiKeyRequired: true
      Integration: { Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: ${uri} }
  Root:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: ANY
      Integration: { Type: MOCK, RequestTemplates: { application/json: '{"statusCode": 200}' }, IntegrationResponses: [{ StatusCode: 200 }] }
  Guard: { Type: AWS::ApiGateway::Authorizer, Properties: { RestApiId: !Ref Api, Type: REQUEST, AuthorizerUri: ${uri}, IdentitySource: method.request.header.A } }
  Deployment: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api } }
  Live: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: live, DeploymentId: !Ref Deployment, Variables: { a: b } } }
  Key: { Type: AWS::ApiGateway::ApiKey, Properties: { Enabled: true, Value: secret } }
  Plan: { Type: AWS::ApiGateway::UsagePlan, Properties: { ApiStages: [{ ApiId: !Ref Api, Stage: !Ref Live }], Quota: { Limit: 3, Period: DAY } } }
  Link: { Type: AWS::ApiGateway::UsagePlanKey, Properties: { KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan } }
${fn}`);

    expect(apis).toMatchObject([
      {
        stages: [{ name: 'live', variables: { a: 'b' } }],
        authorizers: { Guard: { type: 'REQUEST', identitySources: ['method.request.header.A'], ttlSeconds: 300 } },
        usagePlans: [
          { stages: ['live'], keys: [{ value: 'secret', enabled: true }], quota: { limit: 3, period: 'DAY' } },
        ],
        routes: [
          {
            path: '/a/{id}',
            method: 'GET',
            apiKeyRequired: true,
            authorization: { type: 'AUTHORIZER', name: 'Guard' },
            integration: { functionReference: arn, httpMethod: 'POST' },
          },
          { path: '/', method: 'ANY', integration: { type: 'MOCK', responses: [{ statusCode: 200 }] } },
        ],
      },
    ]);
  });

  // `sam local start-api` serves the other routes, too.
  it('keeps all that does not refer to nothing, which is told with its place', async () => {
    const uri = (name: string) => `!Sub '\${${name}.Arn}'`;
    const call = (name: string) =>
      `{ get: { x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: ${uri(name)} } } }`;
    const { apis, notices } = await stackOf(`Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Body: { swagger: '2.0', paths: { /there: ${call('Fn')}, /gone: ${call('Gone')} } } }
  Stage: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, DeploymentId: !Ref Deployed, StageName: v1 } }
${fn}`);

    expect(apis[0]?.stages).toMatchObject([{ name: 'v1' }]);
    expect(apis[0]?.routes).toMatchObject([
      { path: '/there', integration: { functionReference: arn } },
      { path: '/gone', integration: { type: 'UNSUPPORTED' } },
    ]);
    expect(notices).toEqual([
      expect.stringMatching(
        /template\.yaml:4:\d+: "Gone" is not a resource, so it has no "Arn"\. Correct the template at /,
      ),
      expect.stringMatching(/template\.yaml:5:\d+: "Deployed" is neither a parameter nor a resource\. /),
    ]);
  });

  it('is an HTTP API with routes, integrations, authorizers and stages', async () => {
    const { apis } = await stackOf(`Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: a, ProtocolType: HTTP, CorsConfiguration: { AllowOrigins: ['*'] } } }
  Call: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Fn.Arn, PayloadFormatVersion: 2.0 } }
  Route: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /x, Target: !Sub 'integrations/\${Call}', AuthorizationType: JWT, AuthorizerId: !Ref Jwt, AuthorizationScopes: [s] } }
  Jwt: { Type: AWS::ApiGatewayV2::Authorizer, Properties: { ApiId: !Ref Api, AuthorizerType: JWT, IdentitySource: [$request.header.Authorization], JwtConfiguration: { Issuer: 'https://i', Audience: [a] } } }
  Quick: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: q, ProtocolType: HTTP, Target: !GetAtt Fn.Arn } }
${fn}`);

    expect(apis).toMatchObject([
      {
        cors: { allowOrigins: ['*'] },
        stages: [{ name: '$default' }],
        authorizers: { Jwt: { type: 'JWT', issuer: 'https://i', audiences: ['a'] } },
        routes: [
          {
            method: 'GET',
            path: '/x',
            authorization: { type: 'AUTHORIZER', name: 'Jwt', scopes: ['s'] },
            integration: { functionReference: arn, payloadFormat: '2.0' },
          },
        ],
      },
      { routes: [{ method: 'ANY', path: '$default', integration: { functionReference: arn, payloadFormat: '2.0' } }] },
    ]);
  });
});

describe('the function URLs of a template', () => {
  it('are those of FunctionUrlConfig and of AWS::Lambda::Url', async () => {
    const { urls } = await stackOf(`
Transform: AWS::Serverless-2016-10-31
Resources:
  Sam:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Runtime: nodejs22.x
      Handler: index.h
      FunctionUrlConfig: { AuthType: NONE, InvokeMode: RESPONSE_STREAM, Cors: { AllowOrigins: ['*'] } }
  Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !GetAtt Fn.Arn, AuthType: AWS_IAM } }
${fn}`);

    expect(urls).toMatchObject([
      {
        logicalId: 'SamUrl',
        functionReference: 'Sam',
        authType: 'NONE',
        invokeMode: 'RESPONSE_STREAM',
        cors: { allowOrigins: ['*'] },
      },
      { logicalId: 'Url', functionReference: arn, authType: 'AWS_IAM', invokeMode: 'BUFFERED' },
    ]);
    expect(urls?.[0]?.id).toMatch(/^[a-z0-9]{32}$/);
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
describe('the base path of an OpenAPI document', () => {
  const integration = '{ get: { x-amazon-apigateway-integration: { type: mock } } }';
  const paths = `paths: { /: ${integration}, /e: ${integration} }`;
  const url = '"https://example.com/a/b/c/?x=y"';
  const pathsOf = async (properties: string, document: string, type = 'ApiGateway::RestApi') => {
    const resource = `{ Type: AWS::${type}, Properties: { ${properties}, Body: { ${document}, ${paths} } } }`;
    const [api] = (await stackOf(`Resources:\n  Api: ${resource}\n`)).apis;
    return api?.routes.map((route) => route.path);
  };

  it.each([
    ['Name: a', 'swagger: "2.0", basePath: /a/b/c', ['/', '/e']],
    ['Parameters: { basepath: ignore }', 'swagger: "2.0", basePath: /a/b/c', ['/', '/e']],
    ['Parameters: { basepath: prepend }', 'swagger: "2.0", basePath: /a/b/c', ['/a/b/c', '/a/b/c/e']],
    ['Parameters: { BasePath: SPLIT }', 'swagger: "2.0", basePath: /a/b/c', ['/b/c', '/b/c/e']],
    ['Parameters: { basepath: split }', 'swagger: "2.0", basePath: /a', ['/', '/e']],
    ['Parameters: { basepath: prepend }', 'swagger: "2.0"', ['/', '/e']],
    ['Parameters: { basepath: prepend }', `openapi: 3.0.1, servers: [{ url: ${url} }]`, ['/a/b/c', '/a/b/c/e']],
    [
      'Parameters: { basepath: prepend }',
      `openapi: 3.0.1, servers: [{ url: ${url} }, { url: "/", variables: { basePath: { default: base } } }]`,
      ['/base', '/base/e'],
    ],
  ])('is put before the paths, or not: %s of { %s }', async (properties, document, expected) => {
    expect(await pathsOf(properties, document)).toEqual(expected);
  });

  it('counts for HTTP APIs too', async () => {
    const document = `openapi: 3.0.1, servers: [{ url: ${url} }]`;

    expect(await pathsOf('BasePath: split', document, 'ApiGatewayV2::Api')).toEqual(['/b/c', '/b/c/e']);
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
it('security at the root of a REST API’s document does nothing, and is told', async () => {
  const operation = '{ get: { x-amazon-apigateway-integration: { type: mock } } }';
  const body = `{ openapi: 3.0.1, security: [{ Guard: [] }], paths: { /e: ${operation} } }`;

  const { apis, notices } = await stackOf(
    `Resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Body: ${body} } }\n`,
  );

  expect(apis).toMatchObject([{ routes: [{ authorization: { type: 'NONE' } }] }]);
  expect(JSON.stringify(notices)).toContain('\\"security\\" at its root');
});
