import { describe, expect, it } from '@jest/globals';
import type { WebSocketApi } from '../../../../src/model/index.js';
import { readStack } from '../../../../src/stacks/index.js';
import { projectFolder } from '../../../support/project-folder.js';
import { stackOf } from '../../../support/stack-of.js';

const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:Fn';

const head = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { InlineCode: x, Runtime: nodejs22.x, Handler: index.handler } }
`;

async function apiOf(resources: string): Promise<WebSocketApi> {
  const { webSocketApis = [] } = await stackOf(head + resources);
  const [api] = webSocketApis;
  if (api === undefined || webSocketApis.length > 1) throw new Error(`${webSocketApis.length} WebSocket APIs`);
  return api;
}

const proxy = { type: 'AWS_PROXY', functionReference: functionArn, requestParameters: {}, timeoutMs: 29_000 };

const cloudFormation = `
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.type } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Chat, StageName: v1, StageVariables: { color: red } } }
  Guard:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties:
      ApiId: !Ref Chat
      AuthorizerType: REQUEST
      AuthorizerUri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations
      IdentitySource: [route.request.header.Token, route.request.querystring.token]
  Call:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Chat
      IntegrationType: AWS_PROXY
      IntegrationUri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations
  Mock:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Chat
      IntegrationType: MOCK
      TemplateSelectionExpression: \\$default
      RequestTemplates: { $default: '{"statusCode":200}' }
      PassthroughBehavior: NEVER
  MockAnswer:
    Type: AWS::ApiGatewayV2::IntegrationResponse
    Properties: { ApiId: !Ref Chat, IntegrationId: !Ref Mock, IntegrationResponseKey: $default, ResponseTemplates: { $default: pong } }
  Message: { Type: AWS::ApiGatewayV2::Model, Properties: { ApiId: !Ref Chat, Name: Msg, Schema: { type: object } } }
  Connect:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Chat, RouteKey: $connect, AuthorizationType: CUSTOM, AuthorizerId: !Ref Guard, Target: !Sub 'integrations/\${Call}', ApiKeyRequired: true }
  Ping:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Chat, RouteKey: ping, RouteResponseSelectionExpression: $default, Target: !Join [/, [integrations, !Ref Mock]], ModelSelectionExpression: \\$default, RequestModels: { $default: Msg } }
  PingAnswer: { Type: AWS::ApiGatewayV2::RouteResponse, Properties: { ApiId: !Ref Chat, RouteId: !Ref Ping, RouteResponseKey: $default } }
`;

describe('the WebSocket APIs of a template', () => {
  it('are read from AWS::ApiGatewayV2 resources', async () => {
    const api = await apiOf(cloudFormation);

    expect(api).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{10}$/),
      logicalId: 'Chat',
      kind: 'websocket',
      region: 'eu-west-1',
      account: '123456789012',
      routeSelectionExpression: '$request.body.type',
      apiKeySource: 'HEADER',
      usagePlans: [],
      stages: [{ name: 'v1', variables: { color: 'red' } }],
      authorizers: {
        Guard: {
          type: 'REQUEST',
          functionReference: functionArn,
          identitySources: ['route.request.header.Token', 'route.request.querystring.token'],
        },
      },
      models: { Msg: { type: 'object' } },
      routes: [
        {
          routeKey: '$connect',
          authorization: { type: 'AUTHORIZER', name: 'Guard', scopes: [] },
          apiKeyRequired: true,
          requestModels: {},
          answersSender: false,
          integration: proxy,
        },
        {
          routeKey: 'ping',
          authorization: { type: 'NONE' },
          apiKeyRequired: false,
          modelSelectionExpression: '\\$default',
          requestModels: { $default: 'Msg' },
          answersSender: true,
          integration: {
            type: 'MOCK',
            requestParameters: {},
            timeoutMs: 29_000,
            requestTemplates: { $default: '{"statusCode":200}' },
            templateSelectionExpression: '\\$default',
            passthroughBehavior: 'NEVER',
            responses: [{ key: '$default', templates: { $default: 'pong' } }],
          },
        },
      ],
    });
  });

  it('are no HTTP APIs, and have no notices', async () => {
    const { apis, notices } = await stackOf(head + cloudFormation);

    expect([apis, notices]).toEqual([[], []]);
  });

  it('tell when a route asks for an answer and has no route response', async () => {
    const { webSocketApis, notices } = await stackOf(head + cloudFormation.replace(/ {2}PingAnswer.*\n/, ''));

    expect(webSocketApis?.[0]?.routes[1]?.answersSender).toBe(false);
    expect(notices).toEqual([expect.stringContaining('"Ping" has a RouteResponseSelectionExpression')]);
  });

  it('have their key in usage plans', async () => {
    const api = await apiOf(`${cloudFormation}
  Key: { Type: AWS::ApiGateway::ApiKey, Properties: { Enabled: true, Value: abc } }
  Plan: { Type: AWS::ApiGateway::UsagePlan, Properties: { ApiStages: [{ ApiId: !Ref Chat, Stage: v1 }] } }
  PlanKey: { Type: AWS::ApiGateway::UsagePlanKey, Properties: { KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan } }
`);

    expect(api.usagePlans).toMatchObject([{ stages: ['v1'], keys: [{ value: 'abc', enabled: true }] }]);
  });

  // SAM developer guide, "AWS::Serverless::WebSocketApi".
  it('are read from AWS::Serverless::WebSocketApi', async () => {
    const api = await apiOf(`
  Chat:
    Type: AWS::Serverless::WebSocketApi
    Properties:
      RouteSelectionExpression: $request.body.action
      Auth: { AuthType: CUSTOM, AuthArn: !GetAtt Fn.Arn, IdentitySource: [route.request.header.Token] }
      Routes:
        $connect: { FunctionArn: !GetAtt Fn.Arn }
        sendMessage: { FunctionArn: !GetAtt Fn.Arn, IntegrationTimeout: 5000, RouteResponseSelectionExpression: $default }
  Answer: { Type: AWS::ApiGatewayV2::RouteResponse, Properties: { ApiId: !Ref Chat, RouteId: !Ref ChatSendmessageRoute, RouteResponseKey: $default } }
`);

    expect(api).toMatchObject({
      stages: [{ name: 'default' }],
      authorizers: { ChatConnectAuthorizer: { type: 'REQUEST', functionReference: functionArn } },
      routes: [
        {
          routeKey: '$connect',
          authorization: { type: 'AUTHORIZER', name: 'ChatConnectAuthorizer' },
          integration: proxy,
        },
        {
          routeKey: 'sendMessage',
          authorization: { type: 'NONE' },
          answersSender: true,
          integration: { ...proxy, timeoutMs: 5000 },
        },
      ],
    });
  });

  it('give their endpoint and their stage to whom refers to them', async () => {
    const { functions } = await stackOf(`
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Runtime: nodejs22.x
      Handler: index.handler
      Environment: { Variables: { SAM: !GetAtt Sam.ApiEndpoint, CFN: !GetAtt Cfn.ApiEndpoint, STAGE: !Ref SamDefaultStage } }
  Sam: { Type: AWS::Serverless::WebSocketApi, Properties: { RouteSelectionExpression: x, Routes: { $default: { FunctionArn: !GetAtt Fn.Arn } } } }
  Cfn: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: WEBSOCKET, RouteSelectionExpression: x } }
`);

    const endpoint = expect.stringMatching(/^wss:\/\/[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/);
    expect(functions[0]?.environment).toEqual({ SAM: endpoint, CFN: endpoint, STAGE: 'default' });
  });

  // As the CDK's second module for API Gateway synthesises WebSocketApi, WebSocketStage, WebSocketLambdaIntegration and WebSocketLambdaAuthorizer.
  it('are read as the CDK writes them', async () => {
    const uri = {
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':apigateway:',
          { Ref: 'AWS::Region' },
          ':lambda:path/2015-03-31/functions/',
          { 'Fn::GetAtt': ['Fn', 'Arn'] },
          '/invocations',
        ],
      ],
    };
    const ApiId = { Ref: 'ChatB5D0E5A6' };
    const resources = {
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: { Code: { ZipFile: 'x' }, Runtime: 'nodejs22.x', Handler: 'index.handler', FunctionName: 'Fn' },
      },
      ChatB5D0E5A6: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: { Name: 'Chat', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
      },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: { ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: uri },
      },
      Authorizer: {
        Type: 'AWS::ApiGatewayV2::Authorizer',
        Properties: {
          ApiId,
          AuthorizerType: 'REQUEST',
          AuthorizerUri: uri,
          IdentitySource: ['route.request.header.Authorization'],
          Name: 'Authorizer',
        },
      },
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId,
          AuthorizationType: 'CUSTOM',
          AuthorizerId: { Ref: 'Authorizer' },
          RouteKey: '$connect',
          Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
        },
      },
      Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId, AutoDeploy: true, StageName: 'prod' } },
    };

    const { webSocketApis } = await stackOf(JSON.stringify({ Resources: resources }));

    expect(webSocketApis).toMatchObject([
      {
        logicalId: 'ChatB5D0E5A6',
        stages: [{ name: 'prod' }],
        routes: [
          {
            routeKey: '$connect',
            authorization: { type: 'AUTHORIZER', name: 'Authorizer' },
            integration: { type: 'AWS_PROXY', functionReference: functionArn },
          },
        ],
        authorizers: { Authorizer: { type: 'REQUEST', functionReference: functionArn } },
      },
    ]);
  });

  // Serverless Framework, "Websocket".
  it('are read from the websocket events of a serverless.yml', async () => {
    await using folder = await projectFolder({
      'serverless.yml': `
service: chat
provider: { name: aws, runtime: nodejs22.x, websocketsApiRouteSelectionExpression: $request.body.type }
functions:
  auth: { handler: index.auth }
  talk:
    handler: index.talk
    events:
      - websocket: { route: $connect, authorizer: { name: auth, identitySource: [route.request.querystring.token] } }
      - websocket: $disconnect
      - websocket: { route: say, routeResponseSelectionExpression: $default }
`,
      'index.js': 'exports.talk = async () => ({ statusCode: 200 }); exports.auth = exports.talk;',
    });

    const { webSocketApis = [], apis } = await readStack({
      file: `${folder.path}/serverless.yml`,
      parameterOverrides: {},
      region: 'eu-west-1',
      account: '123456789012',
    });

    expect(apis).toEqual([]);
    expect(webSocketApis).toMatchObject([
      {
        logicalId: 'WebsocketsApi',
        routeSelectionExpression: '$request.body.type',
        stages: [{ name: 'dev' }],
        routes: [
          {
            routeKey: '$connect',
            authorization: { type: 'AUTHORIZER', name: 'AuthWebsocketsAuthorizer' },
            answersSender: false,
          },
          { routeKey: '$disconnect', authorization: { type: 'NONE' } },
          { routeKey: 'say', answersSender: true },
        ],
        authorizers: {
          AuthWebsocketsAuthorizer: { type: 'REQUEST', identitySources: ['route.request.querystring.token'] },
        },
      },
    ]);
  });
});
