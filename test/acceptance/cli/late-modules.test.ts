import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../support/project-folder.js';
import { RunningCommand } from '../../support/product/running-command.js';

/** Writes the address of each module that is imported. */
const recorder = `
import { appendFileSync } from 'node:fs';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) register(import.meta.url);
export async function load(url, context, nextLoad) {
  appendFileSync(new URL('imported', import.meta.url), url + '\\n');
  return nextLoad(url, context);
}`;

const files = {
  'recorder.mjs': recorder,
  'template.yaml': `
Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: hello/, Events: { Hello: { Type: HttpApi } } }
`,
  'hello/index.js': `exports.handler = async () => 'hello';`,
};

describe('hearth start-api', () => {
  it('is ready, and answers a route, without what only other requests need; the first of those loads it', async () => {
    await using project = await projectFolder(files);
    const environment = { NODE_OPTIONS: `--import=${pathToFileURL(path.join(project.path, 'recorder.mjs')).href}` };
    const words = ['start-api', '--port', '0', '--lambda-port', '0', '--sandbox-host', 'process'];
    await using hearth = await RunningCommand.start(words, { folder: project.path, environment });
    const imported = (): Promise<string> => readFile(path.join(project.path, 'imported'), 'utf8');

    const greeting = await (await fetch(hearth.apiUrl)).text();
    const before = await imported();
    const listed = (await (await fetch(`${hearth.awsUrl}/2015-03-31/functions/`)).json()) as object;

    expect(greeting).toBe('hello');
    expect(before).toContain('/start-front-doors-');
    const late =
      /\/other-requests-|\/node_modules\/(?:express|get-port|smol-toml|yaml|yauzl|yazl|@smithy\/eventstream-codec)\//;
    expect(before.split('\n').filter((url) => late.test(url))).toEqual([]);
    expect(listed).toMatchObject({ Functions: [{ FunctionName: 'Hello' }] });
    expect(await imported()).toContain('/other-requests-');
  });
});
