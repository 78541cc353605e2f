import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listenHttp } from '../../../src/base/index.js';
import { type JwtIssuer, startJwtIssuer } from '../../support/jwt-issuer.js';
import { RunningCommand, runHearth } from '../../support/product/running-command.js';
import { type ProjectFolder, projectFolder } from '../../support/project-folder.js';

const words = ['start-api', '--port', '0', '--lambda-port', '0', '--sandbox-host', 'process'];

const template = (issuer: string): string => `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: src }
Resources:
  Implicit:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Rest: { Type: Api, Properties: { Path: '/rest/{id}', Method: get } }
        Http: { Type: HttpApi, Properties: { Path: '/http/{id}', Method: get } }
  Orders:
    Type: AWS::Serverless::Api
    Properties: { StageName: live, DefinitionUri: openapi.yaml }
  Members:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        DefaultAuthorizer: Jwt
        Authorizers:
          Jwt:
            IdentitySource: $request.header.Authorization
            AuthorizationScopes: [orders/read]
            JwtConfiguration: { issuer: '${issuer}', audience: [shop] }
  Member:
    Type: AWS::Serverless::Function
    Properties:
      Events: { Get: { Type: HttpApi, Properties: { ApiId: !Ref Members, Path: /member, Method: get } } }
  Streams:
    Type: AWS::Serverless::Function
    Properties:
      Handler: streams.handler
      FunctionUrlConfig: { AuthType: NONE, InvokeMode: RESPONSE_STREAM }
`;

const openapi = `
openapi: 3.0.1
info: { title: orders, version: '1' }
paths:
  /orders/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok } }
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri:
          Fn::Sub: arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Implicit.Arn}/invocations
`;

/** Ends only when it is let: whoever reads the first chunk has it before the last one exists. */
const streams = `
const http = require('node:http');
exports.handler = awslambda.streamifyResponse(async (event, out) => {
  const stream = awslambda.HttpResponseStream.from(out, { statusCode: 201, headers: { 'x-kind': 'stream' } });
  stream.write('first,');
  await new Promise((resolve) => http.get(event.queryStringParameters.gate, (answer) => answer.resume().on('end', resolve)));
  stream.end('last');
});`;

interface Row {
  readonly door: string;
  readonly function: string;
  readonly path: string;
  readonly urls: { readonly path: string };
}

describe('a SAM application with implicit APIs, one of OpenAPI, one for holders of tokens, and a function that streams', () => {
  let issuer: JwtIssuer;
  let project: ProjectFolder;
  let hearth: RunningCommand;
  let rows: readonly Row[];

  beforeAll(async () => {
    issuer = await startJwtIssuer();
    project = await projectFolder({
      'template.yaml': template(issuer.url),
      'openapi.yaml': openapi,
      'src/index.js': 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });',
      'src/streams.js': streams,
    });
    hearth = await RunningCommand.start(words, { folder: project.path });
    const { stdout } = await runHearth(['routes', '--json', '--lambda-port', new URL(hearth.awsUrl).port], {
      folder: project.path,
    });
    rows = JSON.parse(stdout) as Row[];
  }, 60_000);
  afterAll(async () => {
    await hearth[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
    await issuer[Symbol.asyncDispose]();
  });

  const rowOf = (name: string, path?: string): Row => {
    const row = rows.find((each) => each.function === name && (path === undefined || each.path === path));
    if (row === undefined) throw new Error(`No route of "${name}" in ${JSON.stringify(rows)}`);
    return row;
  };

  it.each([
    ['rest', '/rest/{id}', undefined],
    ['rest', '/orders/{id}', undefined],
    ['http', '/http/{id}', '2.0'],
  ])('answers at its %s API: %s', async (door, path, version) => {
    const row = rowOf('Implicit', path);
    expect(row.door).toBe(door);

    const merged = await fetch(`${hearth.apiUrl}${path.replace('{id}', '7')}`);
    const byPath = await fetch(`${row.urls.path}${path.replace('{id}', '7')}`);

    for (const response of [merged, byPath]) {
      const event = (await response.json()) as { readonly version?: string; readonly pathParameters: unknown };
      expect([event.version, event.pathParameters]).toEqual([version, { id: '7' }]);
    }
  });

  it('lets only holders of a token of the issuer, for it and with its scope, in', async () => {
    const call = async (token: string | undefined): Promise<number> =>
      (
        await fetch(`${hearth.apiUrl}/member`, {
          headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        })
      ).status;

    expect(await call(undefined)).toBe(401);
    expect(await call(await issuer.sign({ aud: 'shop', scope: 'orders/read' }))).toBe(200);
    expect(await call(await issuer.sign({ aud: 'another', scope: 'orders/read' }))).toBe(401);
    expect(await call(await issuer.sign({ aud: 'shop', scope: 'orders/write' }))).toBe(403);
  });

  it('streams chunk by chunk: the first is read while the function still runs', async () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    await using gate = await listenHttp(
      (_request, response) => {
        void opened.then(() => response.end());
      },
      { host: '127.0.0.1', port: 0 },
    );

    const url = `${rowOf('Streams').urls.path}/?gate=http://127.0.0.1:${gate.port}/`;
    const response = await fetch(url);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const first = Buffer.from((await reader.read()).value ?? []).toString();
    open();
    let rest = '';
    for (let read = await reader.read(); !read.done; read = await reader.read())
      rest += Buffer.from(read.value).toString();

    expect([response.status, response.headers.get('x-kind'), first, rest]).toEqual([201, 'stream', 'first,', 'last']);
  });
});
