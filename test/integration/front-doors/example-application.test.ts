import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readStack } from '../../../src/stacks/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { serveApis } from '../../support/served-apis.js';

const template = path.resolve('examples/six-languages/template.yaml');

describe('the example application', () => {
  it('answers each function through its own path', async () => {
    const stack = await readStack({
      file: template,
      parameterOverrides: {},
      region: 'us-east-1',
      account: '000000000000',
    });
    const frontend = frontendOf((target, event) => ({
      statusCode: 200,
      body: `${target.name} ${event.pathParameters?.['name']}`,
    }));
    await using server = await serveApis(stack.apis, frontend);
    const call = async (target: string) => (await fetch(`http://127.0.0.1:${server.port}${target}`)).text();

    const answers = await Promise.all(
      ['node', 'python', 'java', 'go', 'rust', 'bash'].map((name) => call(`/${name}/you`)),
    );

    expect(answers).toEqual([
      'NodeFunction you',
      'PythonFunction you',
      'JavaFunction you',
      'GoFunction you',
      'RustFunction you',
      'BashFunction you',
    ]);
  });
});
