/* eslint-disable jest/no-export -- called by one test file per sandbox host, so that they run side by side */
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../../src/base/index.js';
import { projectFolder, type ProjectFolder } from '../project-folder.js';
import { WebSocketClient } from '../web-sockets/web-socket-client.js';
import { RunningCommand, runHearth } from './running-command.js';

const answered = ['whoami', 'look', 'kick', 'say', 'version'];

const routeResponse = (route: string): string => `
  ${route}Answer:
    Type: AWS::ApiGatewayV2::RouteResponse
    Properties: { ApiId: !Ref Chat, RouteId: !Ref Chat${route}Route, RouteResponseKey: $default }`;

const route = (name: string, functionName: string): string =>
  `        ${name}: { FunctionArn: !GetAtt ${functionName}.Arn, RouteResponseSelectionExpression: $default }\n`;

const template = (runtime: string): string => `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: ${runtime}, Handler: index.handler, Timeout: 20 } }
Resources:
  Room: { Type: AWS::Serverless::Function, Properties: { CodeUri: room/ } }
  Version: { Type: AWS::Serverless::Function, Properties: { CodeUri: version/ } }
  Chat:
    Type: AWS::Serverless::WebSocketApi
    Properties:
      StageName: live
      RouteSelectionExpression: $request.body.action
      Routes:
        $connect: { FunctionArn: !GetAtt Room.Arn }
        $disconnect: { FunctionArn: !GetAtt Room.Arn }
${answered.map((name) => route(name, name === 'version' ? 'Version' : 'Room')).join('')}
${answered.map((name) => routeResponse(`${name.charAt(0).toUpperCase()}${name.slice(1)}`)).join('')}
`;

const versionOf = (text: string): string => `exports.handler = async () => ({ statusCode: 200, body: '${text}' });`;

/** A chat of two real clients whose functions post through the real SDK, in the built command. */
export function describeChat({
  runtime,
  sandboxHost,
}: {
  readonly runtime: string;
  readonly sandboxHost: string;
}): void {
  describe(`a WebSocket chat with functions on the ${sandboxHost} host`, () => {
    let project: ProjectFolder;
    let hearth: RunningCommand;
    let url: string;
    const clients: WebSocketClient[] = [];

    beforeAll(async () => {
      project = await projectFolder({
        'template.yaml': template(runtime),
        'room/index.js': await bundledFunction('chat'),
        'version/index.js': versionOf('one'),
      });
      const flags = ['--port', '0', '--lambda-port', '0', '--sandbox-host', sandboxHost];
      hearth = await RunningCommand.start(['start-api', ...flags], { folder: project.path });
      url = `${hearth.apiUrl.replace('http', 'ws')}/live`;
    }, 120_000);

    afterAll(async () => {
      for (const client of clients) client[Symbol.dispose]();
      await hearth[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    }, 60_000);

    async function enter(name: string): Promise<{ client: WebSocketClient; id: string }> {
      const client = await WebSocketClient.connect(`${url}?name=${name}`);
      clients.push(client);
      client.send({ action: 'whoami' });
      return { client, id: await client.next() };
    }

    it('is told at the start, with the URL that clients connect to', () => {
      expect(hearth.stderr).toMatch(/WS +ws:\/\/127\.0\.0\.1:\d+ \$connect +\S+/);
      expect(hearth.stderr).toMatch(/WS +ws:\/\/127\.0\.0\.1:\d+ say +\S+/);
    });

    it('is shown by hearth routes', async () => {
      const port = new URL(hearth.awsUrl).port;

      const { stdout } = await runHearth(['routes', '--json', '--lambda-port', port], { folder: project.path });

      const rows = (JSON.parse(stdout) as readonly { door: string; path: string }[]).filter(
        ({ door }) => door === 'websocket',
      );
      expect(rows.map(({ path: key }) => key)).toEqual(['$connect', '$disconnect', ...answered]);
      expect(rows[0]).toMatchObject({
        logicalId: 'Chat',
        stage: 'live',
        method: 'WS',
        urls: {
          host: expect.stringMatching(/^ws:\/\/[a-z0-9]{10}\.execute-api\.us-east-1\.localhost:\d+\/live$/),
          path: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/_aws\/execute-api\/[a-z0-9]{10}\/live$/),
          merged: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/),
        },
      });
    });

    it('lets two clients talk to each other through functions whose endpoint is that of the event, as AWS’s samples have it', async () => {
      const [ada, grace] = [await enter('ada'), await enter('grace')];

      ada.client.send({ action: 'say', to: [grace.id], text: 'hello, Grace' });
      const heard = await grace.client.next();
      grace.client.send({ action: 'say', to: [ada.id], text: 'hello, Ada' });

      expect(heard).toBe('hello, Grace');
      const got = [await ada.client.next(), await ada.client.next()];
      expect(got.sort()).toEqual(['hello, Ada', 'told']);
      expect(await grace.client.next()).toBe('told');
    });

    it('refuses whom $connect refuses', async () => {
      expect((await WebSocketClient.refused(url)).status).toBe(403);
    });

    it('shows functions who is there, lets them close connections, and tells them who is gone', async () => {
      const [ada, grace] = [await enter('ada'), await enter('grace')];

      ada.client.send({ action: 'look', id: grace.id });
      const address = await ada.client.next();
      ada.client.send({ action: 'kick', id: grace.id });
      const { code } = await grace.client.closed;
      const kicked = await ada.client.next();
      await hearth.says(new RegExp(`${grace.id} left with 1000`));
      ada.client.send({ action: 'say', to: [grace.id], text: 'still there?' });

      expect([address, code, kicked]).toEqual(['127.0.0.1', 1000, 'kicked']);
      expect(await ada.client.next()).toBe('gone');
    });

    it('goes on over an edit of a function', async () => {
      const { client } = await enter('ada');
      const ask = (): Promise<string> => {
        client.send({ action: 'version' });
        return client.next();
      };
      const before = await ask();

      await project.write('version/index.js', versionOf('two'));
      let after = before;
      while (after === before) after = await ask();

      expect([before, after]).toEqual(['one', 'two']);
    }, 60_000);

    // The last one: it stops Hearth.
    it('ends with 1001 when Hearth stops, and $disconnect runs', async () => {
      const { client, id } = await enter('ada');

      const status = await hearth.stop();

      expect((await client.closed).code).toBe(1001);
      expect(`${hearth.stdout}${hearth.stderr}`).toContain(`${id} left with 1001`);
      expect(status).toBe(0);
    }, 60_000);
  });
}

/** The code of a function of `test/functions/` with the SDK in it. */
async function bundledFunction(name: string): Promise<string> {
  const entry = path.join(packageRoot(), 'test/functions', name, 'index.mjs');
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    outfile: 'index.js',
  });
  return outputFiles.map(({ text }) => text).join('');
}
