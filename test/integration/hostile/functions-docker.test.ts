import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeHostileFunctions } from '../../support/describe-hostile-functions.js';
import { HostileProject } from '../../support/hostile-functions.js';

describeHostileFunctions('docker');

describe('a function in a container', () => {
  let project: HostileProject;

  beforeAll(async () => {
    project = await HostileProject.start('docker');
  });
  afterAll(() => project[Symbol.asyncDispose]());

  it('that starts processes without end has 1,024 at most, and its neighbours start theirs', async () => {
    await project.deploy('forks-without-end');
    await project.deploy('leaves-children');

    const full = await project.hearth.invoke('forks-without-end', { keep: true });
    const meanwhile = await project.hearth.invoke('leaves-children', { seconds: 1 });
    const again = await project.hearth.invoke('forks-without-end', {});

    const { children, failure } = full.payload as { readonly children: number; readonly failure: string };
    expect(failure).toBe('EAGAIN');
    expect(children).toBeGreaterThan(900);
    expect(children).toBeLessThan(1024);
    expect([meanwhile.functionError, again.functionError]).toEqual([undefined, undefined]);
    expectNeighbourAnswered();
  });

  it('that allocates without end is ended for it, and started anew', async () => {
    await project.deploy('out-of-memory');

    const ended = await project.hearth.invoke('out-of-memory', { mb: 4096 });
    const next = await project.hearth.invoke('out-of-memory', { mb: 8 });

    expect(ended.payload).toEqual({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: `RequestId: ${ended.requestId} Error: Runtime exited with error: signal: killed`,
    });
    expect(next.payload).toBe('held 8 MB');
    expectNeighbourAnswered();
  });

  it('that fills /tmp beyond its 512 MB is refused or ended, and the next call finds room', async () => {
    await project.deploy('fills-tmp');

    const { payload } = await project.hearth.invoke('fills-tmp', { mb: 640, ms: 30_000 });
    const next = await project.hearth.invoke('fills-tmp', { mb: 64 });

    // Which of the two depends on whether the engine can hold a volume to a size.
    expect([
      { mb: expect.any(Number), failure: 'ENOSPC' },
      { errorType: 'Runtime.ExitError', errorMessage: expect.any(String) },
    ]).toContainEqual(payload);
    expect(next.payload).toEqual({ mb: 64 });
    expectNeighbourAnswered();
  });

  it('that calls the Runtime API of another sandbox is cut off, and the other notices nothing', async () => {
    await project.deploy('connects');
    await project.deploy('connects', 60, 'Curious');
    const { self } = (await project.hearth.invoke('connects')).payload as { readonly self: string };
    const [gateway = ''] = self.split(':');
    const engine = [`${gateway}:2375`, `${gateway}:2376`];

    const curious = await project.hearth.invoke('Curious', { ask: [self, ...engine] });
    const afterwards = await project.hearth.invoke('connects', { ask: [self] });

    expect(curious.payload).toMatchObject({
      answers: {
        [self]: expect.stringMatching(/^(closed|ECONNRESET)$/),
        ...Object.fromEntries(engine.map((each) => [each, 'ECONNREFUSED'])),
      },
    });
    // The sandbox itself may ask, and is given its own event again.
    expect(afterwards.payload).toEqual({ self, answers: { [self]: 'HTTP/1.1 200 OK' } });
    expectNeighbourAnswered();
  });

  function expectNeighbourAnswered(): void {
    expect([project.neighbourCalls > 0, project.wrongAnswers]).toEqual([true, []]);
  }
});
