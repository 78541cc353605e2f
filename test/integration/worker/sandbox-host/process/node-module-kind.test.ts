import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ProcessSandboxes, type RunningFunction } from '../../../../support/process-sandboxes.js';

const commonJs = `
const { price } = require('./price');
exports.handler = async () => [price, (await import('./price.js')).default.price];`;
const esModule = `
import { price } from './price.js';
export const handler = async () => price;`;

/** A function whose code lies in place, in `project/src`, below a project of ES modules. */
async function startBelowProject(
  sandboxes: ProcessSandboxes,
  runtime: string,
  files: Readonly<Record<string, string>>,
): Promise<RunningFunction> {
  const project = path.join(sandboxes.folder, 'project');
  const all = { 'package.json': '{"type":"module"}', ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(project, name)), { recursive: true });
    await writeFile(path.join(project, name), text);
  }
  const code = { kind: 'folder', digest: 'in-place', path: path.join(project, 'src'), live: false } as const;
  return sandboxes.start({ runtime, handler: 'index.handler', code });
}

describe.each(['nodejs20.x', 'nodejs24.x'])('code in place below a package.json of ES modules, %s', (runtime) => {
  it('is CommonJS, because that package.json is not there on AWS', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const running = await startBelowProject(sandboxes, runtime, {
      'src/index.js': commonJs,
      'src/price.js': 'exports.price = 7;',
    });

    expect((await running.api.invoke({})).body).toBe('[7,7]');
  });

  it('is CommonJS in the folders that an ES module imports from, but where a package.json says otherwise', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const running = await startBelowProject(sandboxes, runtime, {
      'src/index.mjs': `
        import one from './deep/in/one.js';
        import { two } from './own/two.js';
        export const handler = async () => [one.one, two];`,
      'src/deep/in/one.js': 'exports.one = 1;',
      'src/own/package.json': '{"type":"module"}',
      'src/own/two.js': 'export const two = 2;',
    });

    expect((await running.api.invoke({})).body).toBe('[1,2]');
  });

  it('is as its own package.json says', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const running = await startBelowProject(sandboxes, runtime, {
      'src/package.json': '{"type":"module"}',
      'src/index.js': esModule,
      'src/price.js': 'export const price = 7;',
    });

    expect((await running.api.invoke({})).body).toBe('7');
  });

  it('tells ES modules without a package.json of their own as AWS does', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const running = await startBelowProject(sandboxes, runtime, {
      'src/index.js': esModule,
      'src/price.js': 'export const price = 7;',
    });

    await running.exit();

    expect(JSON.parse(running.api.initErrors[0]?.body ?? '')).toMatchObject({
      errorType: 'Runtime.UserCodeSyntaxError',
    });
  });
});
