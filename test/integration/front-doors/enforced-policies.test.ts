import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmulator, type HearthEmulator } from '../../../src/emulator/index.js';
import { testRole } from '../../support/lambda-calls.js';
import { projectFolder, type ProjectFolder } from '../../support/project-folder.js';
import { handshakeStatus } from '../../support/web-sockets/handshake-status.js';
import { zipOf } from '../../support/zip.js';

/** `Own` is the file's function; `made` is made over the Lambda API, and the file's API calls both. */
const template = `
Resources:
  Own:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      Role: ${testRole}
      Code: { ZipFile: "exports.handler = async () => ({ statusCode: 200, body: 'own' })" }
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: a, ProtocolType: HTTP } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: $default } }
  ToOwn: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, PayloadFormatVersion: '2.0', IntegrationUri: !GetAtt Own.Arn } }
  ToMade: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, PayloadFormatVersion: '2.0', IntegrationUri: 'arn:aws:lambda:us-east-1:000000000000:function:made' } }
  OwnRoute: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /own, Target: !Sub 'integrations/\${ToOwn}' } }
  MadeRoute: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: 'GET /made/{id}', Target: !Sub 'integrations/\${ToMade}' } }
  Socket: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: s, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action } }
  SocketStage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Socket, StageName: dev } }
  SocketToMade: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Socket, IntegrationType: AWS_PROXY, IntegrationUri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:socketed/invocations' } }
  Connect: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Socket, RouteKey: $connect, Target: !Sub 'integrations/\${SocketToMade}' } }
  Group: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { TargetType: lambda, Targets: [{ Id: 'arn:aws:lambda:us-east-1:000000000000:function:balanced' }] } }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Name: b, Type: application } }
  Listener: { Type: AWS::ElasticLoadBalancingV2::Listener, Properties: { LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }] } }
`;

describe('with --enforce-policies', () => {
  let folder: ProjectFolder;
  let hearth: HearthEmulator;
  let lambda: LambdaClient;
  beforeAll(async () => {
    folder = await projectFolder({ 'template.yaml': template });
    hearth = await createEmulator({
      folder: folder.path,
      sandboxHost: 'process',
      enforcePolicies: true,
    });
    await hearth.deploy('template.yaml');
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const iam = new IAMClient({ endpoint: hearth.awsUrl, region: 'us-east-1', credentials });
    const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    const { Role: made } = await iam.send(new CreateRoleCommand({ RoleName: 'made', AssumeRolePolicyDocument }));
    iam.destroy();
    lambda = new LambdaClient({ endpoint: hearth.awsUrl, region: 'us-east-1', credentials });
    const code = "exports.handler = async () => ({ statusCode: 200, body: 'made' })";
    const make = async (FunctionName: string) =>
      lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Runtime: 'nodejs20.x',
          Handler: 'index.handler',
          Role: made?.Arn,
          Code: { ZipFile: await zipOf({ 'index.js': code }) },
        }),
      );
    await make('made');
    await make('with-url');
    await make('socketed');
    await make('balanced');
  });
  afterAll(async () => {
    lambda.destroy();
    await hearth[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  const base = (): string => hearth.apiUrl;
  const permit = (
    FunctionName: string,
    StatementId: string,
    input: Omit<AddPermissionCommandInput, 'FunctionName' | 'StatementId'>,
  ) => lambda.send(new AddPermissionCommand({ FunctionName, StatementId, ...input }));

  it("an API needs no permission for a function of its own file, and one for another's", async () => {
    const status = async (path: string): Promise<number> => (await fetch(`${base()}${path}`)).status;

    const before = [await status('/own'), await status('/made/7')];
    const service = { Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' };
    await permit('made', 'elsewhere', { ...service, SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:other/*' });
    const elsewhere = await status('/made/7');
    await permit('made', 'route', {
      ...service,
      SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:*/*/GET/made/*',
    });

    expect({ before, elsewhere, after: await status('/made/7') }).toEqual({
      before: [200, 500],
      elsewhere: 500,
      after: 200,
    });
  });

  it('a load balancer needs the permission of its target group', async () => {
    const status = async (): Promise<number> => (await fetch(hearth.url('Balancer'))).status;

    const before = await status();
    await permit('balanced', 'group', {
      Action: 'lambda:InvokeFunction',
      Principal: 'elasticloadbalancing.amazonaws.com',
      SourceArn: 'arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/*',
    });

    expect([before, await status()]).toEqual([502, 200]);
  });

  it('a WebSocket API needs the permission of its route', async () => {
    const service = { Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' };
    const arn = 'arn:aws:execute-api:us-east-1:000000000000:*';

    const before = await handshakeStatus(hearth.url('Socket'));
    await permit('socketed', 'other', { ...service, SourceArn: `${arn}/dev/$default` });
    const other = await handshakeStatus(hearth.url('Socket'));
    await permit('socketed', 'route', { ...service, SourceArn: `${arn}/dev/$connect` });

    expect([before, other, await handshakeStatus(hearth.url('Socket'))]).toEqual([502, 502, 101]);
  });

  it('a function URL for everyone needs both permissions, as on AWS since October 2025', async () => {
    const { FunctionUrl = '' } = await lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName: 'with-url', AuthType: 'NONE' }),
    );
    const id = new URL(FunctionUrl).hostname.split('.')[0] ?? '';
    const status = async (): Promise<number> => (await fetch(`${base()}/_aws/lambda-url/${id}/`)).status;
    const seen = [await status()];

    await permit('with-url', 'url', {
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    });
    seen.push(await status());
    await permit('with-url', 'invoke', {
      Action: 'lambda:InvokeFunction',
      Principal: '*',
      InvokedViaFunctionUrl: true,
    });
    seen.push(await status());

    expect(seen).toEqual([403, 403, 200]);
  });
});
