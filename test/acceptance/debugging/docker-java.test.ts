import { expect, it } from '@jest/globals';
import getPort from 'get-port';
import { resumeByJdwp } from '../../support/debug-clients/jdwp.js';
import { StartedHearth } from '../../support/product/started-hearth.js';

it('a Java function waits for a debugger that speaks JDWP, and answers when it goes on', async () => {
  const port = await getPort();
  const code = '../../node_modules/.cache/test-functions/java/as-told.jar';
  const served = { runtime: 'java17', handler: 'told.AsTold::handleRequest', code, memory: 512, timeout: 1 };
  await using hearth = await StartedHearth.start(
    { held: served },
    ...['--sandbox-host', 'docker', '--debug-port', String(port)],
  );

  const call = hearth.invoke('held', { behaviour: 'echo' });
  await resumeByJdwp(port);

  expect((await call).functionError).toBeUndefined();
}, 120_000);
