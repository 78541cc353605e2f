import { describe, expect, it } from '@jest/globals';
import type { DomainMapping } from '../../../../src/model/index.js';
import { stackOf } from '../../../support/stack-of.js';

async function domainsOf(resources: object): Promise<readonly (readonly DomainMapping[] | undefined)[]> {
  const functions = {
    Fn: {
      Type: 'AWS::Serverless::Function',
      Properties: { InlineCode: 'x', Runtime: 'nodejs22.x', Handler: 'index.handler', Events: events },
    },
  };
  const template = { Transform: 'AWS::Serverless-2016-10-31', Resources: { ...functions, ...resources } };
  return (await stackOf(JSON.stringify(template))).apis.map(({ domains }) => domains);
}

const events = {
  Rest: { Type: 'Api', Properties: { RestApiId: { Ref: 'Rest' }, Path: '/x', Method: 'get' } },
  Http: { Type: 'HttpApi', Properties: { ApiId: { Ref: 'Http' }, Path: '/x', Method: 'get' } },
};
const rest = (more: object) => ({ Type: 'AWS::Serverless::Api', Properties: { StageName: 'live', ...more } });
const http = (more: object) => ({ Type: 'AWS::Serverless::HttpApi', Properties: more });

// SAM: "DomainConfiguration", "HttpApiDomainConfiguration"; CloudFormation: the pages of the resources.
describe('the custom domains of a template', () => {
  it('are those of a SAM API, each base path without the characters that SAM takes away', async () => {
    const [ofRest, ofHttp] = await domainsOf({
      Rest: rest({ Domain: { DomainName: 'API.example.com', BasePath: ['/v-1', 'two'] } }),
      Http: http({ Domain: { DomainName: 'web.example.com', BasePath: 'a-b' } }),
    });

    expect(ofRest).toEqual([
      { domain: 'api.example.com', basePath: '/v1', stage: 'live' },
      { domain: 'api.example.com', basePath: '/two', stage: 'live' },
    ]);
    expect(ofHttp).toEqual([{ domain: 'web.example.com', basePath: '/a-b', stage: '$default' }]);
  });

  it('are every path of a SAM API without a base path, and the path as it is where SAM may not change it', async () => {
    const [ofRest] = await domainsOf({ Rest: rest({ Domain: { DomainName: 'api.example.com' } }), Http: http({}) });
    const [asItIs] = await domainsOf({
      Rest: rest({ Domain: { DomainName: 'api.example.com', BasePath: '/v-1', NormalizeBasePath: false } }),
      Http: http({}),
    });

    expect(ofRest).toEqual([{ domain: 'api.example.com', basePath: '', stage: 'live' }]);
    expect(asItIs).toMatchObject([{ basePath: '/v-1' }]);
  });

  it('are the mappings of CloudFormation, by reference too', async () => {
    const [ofRest, ofHttp] = await domainsOf({
      Rest: rest({}),
      Http: http({}),
      Name: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'api.example.com' } },
      Private: { Type: 'AWS::ApiGateway::DomainNameV2', Properties: { DomainName: 'private.example.com' } },
      First: {
        Type: 'AWS::ApiGateway::BasePathMapping',
        Properties: { DomainName: { Ref: 'Name' }, RestApiId: { Ref: 'Rest' }, Stage: 'live', BasePath: 'v1' },
      },
      Second: {
        Type: 'AWS::ApiGateway::BasePathMappingV2',
        Properties: {
          DomainNameArn: { 'Fn::GetAtt': ['Private', 'DomainNameArn'] },
          RestApiId: { Ref: 'Rest' },
          BasePath: '(none)',
        },
      },
      Third: {
        Type: 'AWS::ApiGatewayV2::ApiMapping',
        Properties: { DomainName: { Ref: 'Name' }, ApiId: { Ref: 'Http' }, Stage: '$default', ApiMappingKey: 'a/b' },
      },
    });

    expect(ofRest).toEqual([
      { domain: 'api.example.com', basePath: '/v1', stage: 'live' },
      { domain: 'private.example.com', basePath: '' },
    ]);
    expect(ofHttp).toEqual([{ domain: 'api.example.com', basePath: '/a/b', stage: '$default' }]);
  });
});
