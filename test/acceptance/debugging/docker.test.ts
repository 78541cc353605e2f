import { expect, it } from '@jest/globals';
import getPort from 'get-port';
import { describeDebugging } from '../../support/debug-clients/describe-debugging.js';
import { type ServedFunction, StartedHearth } from '../../support/product/started-hearth.js';

describeDebugging('docker');

const python: ServedFunction = { runtime: 'python3.11', handler: 'app.handler', code: 'debugged', timeout: 1 };

it('a Python function without debugpy runs, and says that nothing listens', async () => {
  const port = await getPort();
  await using hearth = await StartedHearth.start(
    { held: python },
    '--sandbox-host',
    'docker',
    '--debug-port',
    String(port),
  );

  expect(await hearth.call('held', { name: 'Ada' })).toBe('hello Ada');
  expect(hearth.output).toContain(
    `There is no debugpy in the function's package, and none in --debugger-path: nothing listens on port ${port} unless the code does.`,
  );
}, 120_000);
