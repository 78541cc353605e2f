import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exited, responseTooLarge, timedOut } from '../../support/product/platform-bodies.js';
import { type ServedFunction, StartedHearth } from '../../support/product/started-hearth.js';

const bash: ServedFunction = { runtime: 'provided.al2023', code: 'as-told/bash', timeout: 2 };

describe('functions in bash with curl, in containers', () => {
  let hearth: StartedHearth;

  beforeAll(async () => {
    hearth = await StartedHearth.start(
      {
        'as-told': { ...bash, timeout: 10, handler: 'function.handler', environment: { GREETING: 'Grüße' } },
        counts: bash,
        'fails-at-init': { ...bash, environment: { INIT_BEHAVIOUR: 'fail' } },
        'exits-at-init': { ...bash, environment: { INIT_BEHAVIOUR: 'exit' } },
        'not-executable': { ...bash, code: 'not-executable' },
      },
      '--sandbox-host',
      'docker',
    );
  }, 120_000);

  afterAll(() => hearth[Symbol.asyncDispose]());

  it('give the event back as it came', async () => {
    expect(await hearth.call('as-told', { echo: 'Grüße ✓' })).toEqual({ echo: 'Grüße ✓' });
  });

  it('find handler, task root and their own variables in the environment', async () => {
    expect(await hearth.call('as-told', { behaviour: 'environment' })).toEqual({
      handler: 'function.handler',
      root: '/var/task',
      greeting: 'Grüße',
    });
  });

  it('post an error that the caller gets verbatim', async () => {
    const answer = await hearth.invoke('as-told', { behaviour: 'fail' });

    expect(answer.functionError).toBe('Unhandled');
    expect(answer.text).toBe('{"errorMessage": "The order was refused.", "errorType": "OrderRefused"}');
  });

  it('post an error of INIT that the caller gets verbatim', async () => {
    const answer = await hearth.invoke('fails-at-init');

    expect(answer.text).toBe('{"errorType":"Runtime.NoConfiguration","errorMessage":"The configuration is missing."}');
  });

  it('that exit while loading are told with their exit status', async () => {
    const answer = await hearth.invoke('exits-at-init');

    expect(answer.text).toBe(exited(answer.requestId, 7));
  });

  it('that exit while they handle an event are told with their exit status', async () => {
    const answer = await hearth.invoke('as-told', { behaviour: 'exit' });

    expect(answer.text).toBe(exited(answer.requestId, 3));
  });

  it('that kill themselves are told with the signal', async () => {
    const answer = await hearth.invoke('as-told', { behaviour: 'kill' });

    expect(JSON.parse(answer.text)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${answer.requestId} Error: Runtime exited with error: signal: killed`,
    });
  });

  it('are stopped at their timeout, and started anew in the same sandbox: /tmp stays, the process does not', async () => {
    expect(await hearth.call('counts', { behaviour: 'count' })).toEqual({ process: 1, tmp: 1 });
    expect(await hearth.call('counts', { behaviour: 'count' })).toEqual({ process: 2, tmp: 2 });

    const answer = await hearth.invoke('counts', { behaviour: 'sleep' });

    expect(answer.text).toBe(timedOut(answer.requestId, 2));
    expect(await hearth.call('counts', { behaviour: 'count' })).toEqual({ process: 1, tmp: 3 });
  });

  it('that answer too much are refused, and go on', async () => {
    const answer = await hearth.invoke('as-told', { behaviour: 'large' });

    expect(answer.text).toBe(responseTooLarge);
    expect(await hearth.call('as-told', { after: 'that' })).toEqual({ after: 'that' });
  });

  it('whose bootstrap is not executable are told so in AWS’s words', async () => {
    const answer = await hearth.invoke('not-executable');

    expect(JSON.parse(answer.text)).toEqual({
      errorType: 'Runtime.InvalidEntrypoint',
      errorMessage: `RequestId: ${answer.requestId} Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]`,
    });
  });
});
