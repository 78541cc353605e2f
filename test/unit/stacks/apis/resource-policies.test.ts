import { describe, expect, it } from '@jest/globals';
import type { RestApi } from '../../../../src/model/index.js';
import { stackOf } from '../../../support/stack-of.js';

async function policyOf(type: string, properties: object, more: object = {}): Promise<unknown> {
  const path = { Path: '/x', Method: 'get', RestApiId: { Ref: 'Rest' } };
  const template = {
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Fn: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          InlineCode: 'x',
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Events: type === 'AWS::Serverless::Api' ? { Get: { Type: 'Api', Properties: path } } : {},
        },
      },
      Rest: { Type: type, Properties: properties },
      ...more,
    },
  };
  const { apis } = await stackOf(JSON.stringify(template));
  return (apis[0] as RestApi | undefined)?.policy;
}

const own = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
const method = {
  Get: {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      RestApiId: { Ref: 'Rest' },
      ResourceId: { 'Fn::GetAtt': ['Rest', 'RootResourceId'] },
      HttpMethod: 'GET',
      AuthorizationType: 'NONE',
      Integration: { Type: 'MOCK' },
    },
  },
};

describe('the resource policy of a template', () => {
  // CloudFormation: AWS::ApiGateway::RestApi, Policy.
  it.each([
    ['a map', { Statement: [own] }],
    ['JSON text', JSON.stringify({ Statement: [own] })],
  ])('is that of a RestApi, as %s', async (_form, Policy) => {
    expect(await policyOf('AWS::ApiGateway::RestApi', { Name: 'a', Policy }, method)).toEqual({ Statement: [own] });
  });

  it('is that of an OpenAPI document, to which SAM adds its own', async () => {
    const DefinitionBody = {
      openapi: '3.0.1',
      'x-amazon-apigateway-policy': { Version: '2012-10-17', Statement: own },
      paths: { '/x': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } } },
    };
    const custom = { ...own, Effect: 'Deny' };

    const policy = await policyOf('AWS::Serverless::Api', {
      StageName: 'live',
      DefinitionBody,
      Auth: { ResourcePolicy: { CustomStatements: [custom] } },
    });

    expect(policy).toEqual({ Version: '2012-10-17', Statement: [own, custom] });
  });

  // SAM: "ResourcePolicyStatement".
  it('is what SAM makes of lists of accounts, addresses and networks', async () => {
    const policy = await policyOf('AWS::Serverless::Api', {
      StageName: 'live',
      Auth: {
        ResourcePolicy: {
          AwsAccountWhitelist: ['111111111111'],
          AwsAccountBlacklist: ['222222222222'],
          IpRangeWhitelist: ['127.0.0.1'],
          IpRangeBlacklist: ['203.0.113.0/24'],
          SourceVpcWhitelist: ['vpc-1', 'vpce-2'],
        },
      },
    });

    const on = { Action: 'execute-api:Invoke', Resource: 'execute-api:/live/*' };
    const allow = { Effect: 'Allow', Principal: '*', ...on };
    const deny = (Condition: object) => ({ Effect: 'Deny', Principal: '*', ...on, Condition });
    expect(policy).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: ['111111111111'] }, ...on },
        { Effect: 'Deny', Principal: { AWS: ['222222222222'] }, ...on },
        allow,
        deny({ NotIpAddress: { 'aws:SourceIp': ['127.0.0.1'] } }),
        allow,
        deny({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } }),
        allow,
        deny({ StringNotEquals: { 'aws:SourceVpc': ['vpc-1'], 'aws:SourceVpce': ['vpce-2'] } }),
      ],
    });
  });

  it('is none where nothing is said', async () => {
    expect(await policyOf('AWS::Serverless::Api', { StageName: 'live' })).toBeUndefined();
  });
});
