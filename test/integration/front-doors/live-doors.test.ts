import http from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmulator, type HearthEmulator } from '../../../src/emulator/index.js';
import { httpRequest } from '../../support/http-request.js';
import { projectFolder, type ProjectFolder } from '../../support/project-folder.js';

const code = `
exports.echo = async (event) => ({ statusCode: 200, body: JSON.stringify(event.requestContext) });
exports.guard = async (event) => ({ isAuthorized: event.headers.authorization === 'yes', context: { who: 'me' } });
exports.token = async (event) => {
  if (event.authorizationToken !== 'yes') throw new Error('Unauthorized');
  return { principalId: 'me', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }] } };
};
exports.plain = async ({ name }) => {
  if (name === 'nobody') throw new Error('Missing: nobody');
  return { hello: name };
};
exports.stream = awslambda.streamifyResponse(async (event, stream) => {
  const out = awslambda.HttpResponseStream.from(stream, { statusCode: 203, headers: { 'Content-Type': 'text/plain' } });
  out.write('first;');
  await new Promise((resolve) => setTimeout(resolve, 300));
  out.end('last');
});
`;

const template = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs20.x, CodeUri: src, Timeout: 20 }
Resources:
  Http:
    Type: AWS::Serverless::HttpApi
    Properties:
      CorsConfiguration: { AllowOrigins: ['https://app'], AllowMethods: [GET] }
      Auth:
        Authorizers:
          Guard:
            FunctionArn: !GetAtt Guard.Arn
            AuthorizerPayloadFormatVersion: '2.0'
            EnableSimpleResponses: true
            Identity: { Headers: [Authorization] }
  Rest:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Cors: "'*'"
      Auth: { Authorizers: { Token: { FunctionArn: !GetAtt Token.Arn } } }
  Plain: { Type: AWS::Serverless::Function, Properties: { Handler: index.plain } }
  PlainResource:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Rest, ParentId: !GetAtt Rest.RootResourceId, PathPart: plain }
  PlainMethod:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Rest
      ResourceId: !Ref PlainResource
      HttpMethod: GET
      AuthorizationType: NONE
      Integration:
        Type: AWS
        IntegrationHttpMethod: POST
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Plain.Arn}/invocations
        RequestTemplates: { application/json: '{"name": "$input.params(''name'')"}' }
        IntegrationResponses:
          - { StatusCode: 200, ResponseTemplates: { application/json: '{"greeting": $input.json("$.hello")}' } }
          - { StatusCode: 404, SelectionPattern: 'Missing.*' }
  Guard: { Type: AWS::Serverless::Function, Properties: { Handler: index.guard } }
  Token: { Type: AWS::Serverless::Function, Properties: { Handler: index.token } }
  Echo:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.echo
      Events:
        Guarded: { Type: HttpApi, Properties: { ApiId: !Ref Http, Path: /guarded, Method: get, Auth: { Authorizer: Guard } } }
        Rest: { Type: Api, Properties: { RestApiId: !Ref Rest, Path: /rest, Method: get, Auth: { Authorizer: Token } } }
  Stream:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.stream
      FunctionUrlConfig: { AuthType: NONE, InvokeMode: RESPONSE_STREAM }
Outputs:
  Url: { Value: !GetAtt StreamUrl.FunctionUrl }
`;

// Real functions on the process host, behind every kind of door.
describe('an application behind all its doors', () => {
  let folder: ProjectFolder;
  let emulator: HearthEmulator;
  let port: number;

  beforeAll(async () => {
    folder = await projectFolder({ 'template.yaml': template, 'src/index.js': code });
    emulator = await createEmulator({ sandboxHost: 'process', folder: folder.path });
    await emulator.deploy('template.yaml');
    port = Number(new URL(emulator.apiUrl).port);
  });

  afterAll(async () => {
    await emulator[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  it('asks the Lambda authorizer of its HTTP API', async () => {
    const allowed = await httpRequest(port, '/guarded', { headers: { Authorization: 'yes' } });
    const refused = await httpRequest(port, '/guarded', { headers: { Authorization: 'no' } });

    expect([allowed.status, refused.status]).toEqual([200, 403]);
    expect(JSON.parse(allowed.body)).toMatchObject({ authorizer: { lambda: { who: 'me' } } });
  });

  it('answers preflights of its HTTP API and of its REST API', async () => {
    const preflight = { method: 'OPTIONS', headers: { Origin: 'https://app', 'Access-Control-Request-Method': 'GET' } };

    const [viaHttp, viaRest] = [
      await httpRequest(port, '/guarded', preflight),
      await httpRequest(port, '/rest', preflight),
    ];

    expect([viaHttp.status, viaHttp.headers['access-control-allow-origin']]).toEqual([204, 'https://app']);
    expect([
      viaRest.status,
      viaRest.headers['access-control-allow-origin'],
      viaRest.headers['access-control-allow-methods'],
    ]).toEqual([200, '*', 'GET,OPTIONS']);
  });

  it('asks the TOKEN authorizer of its REST API', async () => {
    const statuses = [
      (await httpRequest(port, '/rest', { headers: { Authorization: 'yes' } })).status,
      (await httpRequest(port, '/rest', { headers: { Authorization: 'no' } })).status,
      (await httpRequest(port, '/rest')).status,
    ];

    expect(statuses).toEqual([200, 401, 401]);
  });

  it('tests a method of its REST API without the authorizer, on the port of the AWS API', async () => {
    const { apiId } = (await doorsOf(emulator)).find(({ path }) => path === '/rest') ?? { apiId: '' };

    const tested = await fetch(`${emulator.awsUrl}/restapis/${apiId}/resources/%2Frest/methods/GET`, {
      method: 'POST',
    });
    const unknown = await fetch(`${emulator.awsUrl}/restapis/other/resources/x/methods/GET`, { method: 'POST' });

    const { status, body, log } = (await tested.json()) as { status: number; body: string; log: string };
    expect([status, JSON.parse(body)]).toMatchObject([200, { stage: 'test-invoke-stage', resourcePath: '/rest' }]);
    expect(log).toContain('Method completed with status: 200');
    expect(unknown.status).toBe(501);
  });

  it('maps requests and responses of a plain integration', async () => {
    expect(await httpRequest(port, '/plain?name=Ada')).toMatchObject({ status: 200, body: '{"greeting": "Ada"}' });
    expect((await httpRequest(port, '/plain?name=nobody')).status).toBe(404);
  });

  it('streams through its function URL, the first byte before the last is there', async () => {
    const url = (await doorsOf(emulator)).find(({ door }) => door === 'url')?.urls.path ?? '';
    const [response] = (await once(http.get(`${url}/x`), 'response')) as [http.IncomingMessage];
    const [first] = (await once(response, 'data')) as [Buffer];

    expect([response.statusCode, response.headers['content-type'], first.toString()]).toEqual([
      203,
      'text/plain',
      'first;',
    ]);
    expect(await text(response)).toBe('last');
  });
});

interface DoorShown {
  readonly door: string;
  readonly apiId: string;
  readonly path: string;
  readonly urls: { readonly path: string };
}

async function doorsOf({ awsUrl }: HearthEmulator): Promise<readonly DoorShown[]> {
  return (await (await fetch(`${awsUrl}/_hearth/doors`)).json()) as readonly DoorShown[];
}
