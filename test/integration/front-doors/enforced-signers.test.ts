import {
  AddPermissionCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmulator, type HearthEmulator } from '../../../src/emulator/index.js';
import { AssumedRoles, policyOf } from '../../support/assumed-roles.js';
import { projectFolder, type ProjectFolder } from '../../support/project-folder.js';
import { signedHeaders } from '../../support/signed-request.js';
import { handshakeStatus } from '../../support/web-sockets/handshake-status.js';
import { zipOf } from '../../support/zip.js';

const code = "exports.handler = async () => ({ statusCode: 200, body: 'in' })";
const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      InlineCode: "${code}"
      Events:
        Http: { Type: HttpApi, Properties: { ApiId: !Ref Http, Path: /http, Method: GET } }
        Rest: { Type: Api, Properties: { RestApiId: !Ref Rest, Path: /rest, Method: GET } }
  Http: { Type: AWS::Serverless::HttpApi, Properties: { Auth: { EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM } } }
  Socket: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: s, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action } }
  SocketStage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Socket, StageName: dev } }
  ToFn: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Socket, IntegrationType: AWS_PROXY, IntegrationUri: !Sub 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations' } }
  Connect: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Socket, RouteKey: $connect, AuthorizationType: AWS_IAM, Target: !Sub 'integrations/\${ToFn}' } }
  Rest: { Type: AWS::Serverless::Api, Properties: { StageName: dev, Auth: { DefaultAuthorizer: AWS_IAM } } }
`;
const own = { Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' };
const allow = (Action: string | readonly string[], Resource = '*'): object => ({ Effect: 'Allow', Action, Resource });

describe('with --enforce-policies, who signs a request as an assumed role', () => {
  let folder: ProjectFolder;
  let hearth: HearthEmulator;
  let lambda: LambdaClient;
  let roles: AssumedRoles;
  beforeAll(async () => {
    folder = await projectFolder({ 'template.yaml': template });
    hearth = await createEmulator({ folder: folder.path, sandboxHost: 'process', enforcePolicies: true });
    await hearth.deploy('template.yaml');
    roles = new AssumedRoles(hearth.awsUrl);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    lambda = new LambdaClient({ endpoint: hearth.awsUrl, region: 'us-east-1', credentials });
  });
  afterAll(async () => {
    lambda.destroy();
    roles[Symbol.dispose]();
    await hearth[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  const roleOf = (name: string, statements: readonly object[]): Promise<string> =>
    roles.make(name, statements, { AssumeRolePolicyDocument: policyOf(own) });

  const signedBy = async (
    role: string,
    url: string,
    service: 'execute-api' | 'lambda',
  ): Promise<Readonly<Record<string, string>>> => {
    const { host, pathname: path } = new URL(url);
    const { accessKeyId, secretAccessKey: secret } = await roles.assume(role);
    const { authorization = '', 'x-amz-date': date = '' } = signedHeaders({ path, host, service, accessKeyId, secret });
    return { authorization, 'x-amz-date': date };
  };

  /** The status that a role's signed request gets. */
  const asked = async (role: string, url: string, service: 'execute-api' | 'lambda'): Promise<number> =>
    (await fetch(url, { headers: await signedBy(role, url, service) })).status;

  it.each([
    ['an HTTP API', 'http', () => `${hearth.apiUrl}/http`],
    ['a REST API', 'rest', () => `${hearth.url('Rest')}/rest`],
  ])('needs a policy that lets it invoke %s', async (_, name, url) => {
    const without = await roleOf(`${name}-without`, [allow('lambda:*')]);
    const elsewhere = await roleOf(`${name}-elsewhere`, [
      allow('execute-api:Invoke', 'arn:aws:execute-api:us-east-1:000000000000:other/*'),
    ]);
    const within = await roleOf(`${name}-within`, [
      allow('execute-api:Invoke', `arn:aws:execute-api:us-east-1:000000000000:*/GET/${name}`),
    ]);

    const statuses = await Promise.all([without, elsewhere, within].map((role) => asked(role, url(), 'execute-api')));

    expect(statuses).toEqual([403, 403, 200]);
  });

  it('needs a policy that lets it connect to a WebSocket API', async () => {
    const url = hearth.url('Socket');
    const arn = 'arn:aws:execute-api:us-east-1:000000000000:*/dev';
    const without = await roleOf('socket-without', [allow('lambda:*')]);
    const elsewhere = await roleOf('socket-elsewhere', [allow('execute-api:Invoke', `${arn}/$default`)]);
    const within = await roleOf('socket-within', [allow('execute-api:Invoke', `${arn}/$connect`)]);

    const statuses = [await handshakeStatus(url)];
    for (const role of [without, elsewhere, within]) {
      statuses.push(await handshakeStatus(url, await signedBy(role, url, 'execute-api')));
    }

    expect(statuses).toEqual([403, 403, 403, 101]);
  });

  it('needs both actions on the function of a URL, by its own policies or by the function’s', async () => {
    const trustsLambda = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const Role = await roles.make('runs', [], { AssumeRolePolicyDocument: policyOf(trustsLambda) });
    const ZipFile = await zipOf({ 'index.js': code });
    const FunctionName = 'signed';
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs20.x',
        Handler: 'index.handler',
        Role,
        Code: { ZipFile },
      }),
    );
    const made = await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM' }));
    const id = new URL(made.FunctionUrl ?? '').hostname.split('.')[0] ?? '';
    const url = `${hearth.apiUrl}/_aws/lambda-url/${id}/`;
    const half = await roleOf('url-half', [allow('lambda:InvokeFunctionUrl')]);
    const whole = await roleOf('url-whole', [allow(['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'])]);
    const granted = await roleOf('url-granted', []);
    for (const Action of ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']) {
      const isUrl = Action.endsWith('Url');
      await lambda.send(
        new AddPermissionCommand({
          FunctionName,
          StatementId: isUrl ? 'url' : 'invoke',
          Action,
          Principal: granted,
          ...(isUrl && { FunctionUrlAuthType: 'AWS_IAM' }),
        }),
      );
    }

    const statuses = await Promise.all([half, whole, granted].map((role) => asked(role, url, 'lambda')));

    expect(statuses).toEqual([403, 200, 200]);
  });
});
