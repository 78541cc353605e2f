import { describe, expect, it } from '@jest/globals';
import type { RestApi } from '../../../../src/model/index.js';
import { stackOf } from '../../../support/stack-of.js';

const fn = `
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Runtime: nodejs22.x
      Handler: index.handler
      Events:
        Get:
          Type: Api
          Properties:
            Path: /x
            Method: get
            RestApiId: !Ref Api
            RequestParameters:
              - method.request.querystring.q: { Required: true, Caching: true }
              - method.request.header.h
`;

async function restApi(template: string): Promise<RestApi> {
  const [api] = (await stackOf(`Transform: AWS::Serverless-2016-10-31\nResources:\n${template}`)).apis;
  if (api?.kind !== 'rest') throw new Error('The template has no REST API.');
  return api;
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-stage-methodsetting.html
describe('the method settings of a stage', () => {
  it('are those of an AWS::Serverless::Api, whose paths are spelled in every way', async () => {
    const api = await restApi(`
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      CacheClusterEnabled: true
      MethodSettings:
        - { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 10, ThrottlingBurstLimit: '5', CachingEnabled: true }
        - { ResourcePath: '/~1x~1{id}', HttpMethod: get, CacheTtlInSeconds: 60 }
        - { ResourcePath: /x, HttpMethod: POST, ThrottlingRateLimit: -1, CachingEnabled: false }
        - { ResourcePath: /, HttpMethod: GET, CachingEnabled: true }
        - { ResourcePath: /x, HttpMethod: PUT, MetricsEnabled: true }
${fn}`);

    expect(api.stages).toEqual([
      {
        name: 'v1',
        variables: {},
        hasCacheCluster: true,
        methodSettings: [
          { path: '*', method: '*', throttle: { rateLimit: 10, burstLimit: 5 }, caches: true },
          { path: '/x/{id}', method: 'GET', cacheTtlSeconds: 60 },
          { path: '/x', method: 'POST', caches: false },
          { path: '/', method: 'GET', caches: true },
        ],
      },
    ]);
  });

  it('are those of an AWS::ApiGateway::Stage and of the description in a deployment', async () => {
    const api = await restApi(`
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      Integration:
        Type: HTTP
        Uri: http://example.com/
        IntegrationHttpMethod: GET
        CacheKeyParameters: [method.request.querystring.q]
        CacheNamespace: shared
  Made:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      StageName: made
      CacheClusterEnabled: true
      MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', CachingEnabled: true }]
  Deployment:
    Type: AWS::ApiGateway::Deployment
    Properties:
      RestApiId: !Ref Api
      StageName: deployed
      StageDescription:
        ThrottlingRateLimit: 7
        ThrottlingBurstLimit: 3
        CacheTtlInSeconds: 30
        MethodSettings: [{ ResourcePath: '/~1x', HttpMethod: GET, ThrottlingRateLimit: 1 }]
`);

    expect(api.stages).toEqual([
      {
        name: 'made',
        variables: {},
        hasCacheCluster: true,
        methodSettings: [{ path: '*', method: '*', caches: true }],
      },
      {
        name: 'deployed',
        variables: {},
        methodSettings: [
          { path: '/x', method: 'GET', throttle: { rateLimit: 1 } },
          { path: '*', method: '*', throttle: { rateLimit: 7, burstLimit: 3 }, cacheTtlSeconds: 30 },
        ],
      },
    ]);
    expect(api.routes[0]?.integration).toMatchObject({
      cache: { parameters: ['method.request.querystring.q'], namespace: 'shared' },
    });
  });

  it('have the cache keys of an event with Caching', async () => {
    const api = await restApi(`  Api: { Type: AWS::Serverless::Api, Properties: { StageName: v1 } }\n${fn}`);

    expect(api.routes[0]?.integration).toMatchObject({ cache: { parameters: ['method.request.querystring.q'] } });
  });
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-usageplan-apistage.html
it('a usage plan has limits of single methods', async () => {
  const api = await restApi(`
  Plan:
    Type: AWS::ApiGateway::UsagePlan
    Properties:
      Throttle: { RateLimit: 10, BurstLimit: 20 }
      ApiStages:
        - { ApiId: !Ref Api, Stage: v1, Throttle: { /x/GET: { RateLimit: 1, BurstLimit: 2 } } }
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: v1 } }
${fn}`);

  expect(api.usagePlans).toMatchObject([
    {
      stages: ['v1'],
      throttle: { rateLimit: 10, burstLimit: 20 },
      methodThrottles: { v1: { '/x/GET': { rateLimit: 1, burstLimit: 2 } } },
    },
  ]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-request-basic-setup.html
it.each([
  ['sqs:path/123456789012/orders', { service: 'sqs', target: { path: '123456789012/orders' } }],
  ['sns:action/Publish', { service: 'sns', target: { action: 'Publish' } }],
  ['files.s3:path/{key}', { service: 's3', subdomain: 'files', target: { path: '{key}' } }],
  ['dynamodb:action/PutItem', { service: 'dynamodb', target: { action: 'PutItem' } }],
])('an integration with the URI %s calls the service', async (uri, called) => {
  const api = await restApi(`
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        swagger: "2.0"
        paths:
          /x:
            post:
              x-amazon-apigateway-integration: { type: aws, httpMethod: POST, uri: !Sub 'arn:aws:apigateway:\${AWS::Region}:${uri}' }
`);

  expect(api.routes[0]?.integration).toMatchObject({ type: 'AWS_SERVICE', region: 'eu-west-1', ...called });
});

describe('what is told of an API', () => {
  const told = async (resources: string): Promise<string> => {
    const { notices } = await stackOf(`Transform: AWS::Serverless-2016-10-31\nResources:\n${resources}${fn}`);
    return notices.join('\n');
  };

  it('is that its stage answers from a cache', async () => {
    const stage = (enabled: boolean): string =>
      `  Api: { Type: AWS::Serverless::Api, Properties: { StageName: v1, CacheClusterEnabled: ${enabled}, MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', CachingEnabled: true }] } }\n`;

    expect(await told(stage(true))).toMatch(/stage "v1" of "Api" answers from its cache/);
    expect(await told(stage(false))).not.toMatch(/cache/);
  });

  it.each([
    [
      'SAM',
      'StageName: v1, Domain: { DomainName: a.example.com, MutualTlsAuthentication: { TruststoreUri: s3://b/k } }',
      '',
    ],
    [
      'CloudFormation',
      'StageName: v1',
      '  D: { Type: AWS::ApiGateway::DomainName, Properties: { DomainName: a.example.com, MutualTlsAuthentication: { TruststoreUri: s3://b/k } } }\n',
    ],
  ])('is that its custom domain asks for no certificate here: %s', async (_case, properties, more) => {
    expect(await told(`  Api: { Type: AWS::Serverless::Api, Properties: { ${properties} } }\n${more}`)).toMatch(
      /custom domain "a.example.com" asks clients for a certificate/,
    );
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-enable-compression.html
it.each([
  ['AWS::Serverless::Api', 'StageName: v1, MinimumCompressionSize: 7'],
  [
    'AWS::Serverless::Api',
    'StageName: v1, MergeDefinitions: true, DefinitionBody: { openapi: 3.0.1, x-amazon-apigateway-minimum-compression-size: 7, paths: {} }',
  ],
  [
    'AWS::ApiGateway::RestApi',
    'MinimumCompressionSize: 7, Body: { openapi: 3.0.1, paths: { /y: { get: { x-amazon-apigateway-integration: { type: mock } } } } }',
  ],
])('the minimum compression size of an %s is read from %s', async (type, properties) => {
  expect(await restApi(`  Api: { Type: ${type}, Properties: { ${properties} } }\n${fn}`)).toMatchObject({
    minimumCompressionSize: 7,
  });
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-deployment-deploymentcanarysettings.html
it.each([
  [
    'a stage of its own',
    '  S: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: prod } }\n',
  ],
  ['the stage that it makes', ''],
])('a deployment is the canary of %s', async (_kind, stage) => {
  const canary = '{ PercentTraffic: 50, StageVariableOverrides: { alias: Dev } }';
  const { stages } = await restApi(`
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Body: { openapi: 3.0.1, paths: { /x: { get: { x-amazon-apigateway-integration: { type: mock } } } } } }
  D: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api, StageName: prod, DeploymentCanarySettings: ${canary} } }
${stage}`);

  expect(stages).toMatchObject([{ name: 'prod', canary: { percentTraffic: 50, variables: { alias: 'Dev' } } }]);
});
