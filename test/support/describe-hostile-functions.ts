import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import http from 'node:http';
import { HostileProject, processesNamed } from './hostile-functions.js';
import { until } from './open-files.js';

/** What Hearth may grow by while a function floods it; measured here: 20 to 60 MB. */
const mostMegabytesMore = 150;

/** What holds on every host; each ends as runtime contract §6 says, and the neighbour is answered as always. */
// eslint-disable-next-line jest/no-export -- one list of misdeeds for every host, called by a test file each
export function describeHostileFunctions(host: 'docker' | 'process'): void {
  describe(`a function on the ${host} host`, () => {
    let project: HostileProject;

    beforeAll(async () => {
      project = await HostileProject.start(host);
    });
    afterAll(() => project[Symbol.asyncDispose]());

    it('that answers twice has given its first answer, also the next time', async () => {
      await project.deploy('answers-twice');

      const first = await project.hearth.invoke('answers-twice');
      const second = await project.hearth.invoke('answers-twice');

      expect([first.payload, second.payload]).toEqual(['first', 'first']);
      expect(first.logTail).toContain('told 202 400 400.');
      expectNeighbourAnswered();
    });

    it('that answers after its timeout, or for an earlier invocation, is refused and changes nothing', async () => {
      await project.deploy('answers-late', 1);

      const late = await project.hearth.invoke('answers-late', { late: true });
      const next = await project.hearth.invoke('answers-late');
      const afterwards = await project.hearth.invoke('answers-late');

      expect(late.payload).toEqual({
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${late.requestId} Error: Task timed out after 1.00 seconds`,
      });
      expect([next.payload, afterwards.payload]).toEqual(['no earlier one', 'the earlier one was answered 400']);
      expectNeighbourAnswered();
    });

    it.each([
      ['100 MB in lines', { mb: 100, lineBytes: 1000 }],
      ['100 MB in lines of 200 KB', { mb: 100, lineBytes: 200_000 }],
      ['100 MB without any line end', { mb: 100, lineBytes: 0 }],
    ])(
      'that writes %s, while somebody follows its log and does not read, ends well and costs Hearth little',
      async (_, event) => {
        await project.deploy('floods-output');
        await project.hearth.invoke('floods-output', { mb: 1 });
        const follower = http.get(`${project.hearth.awsUrl}/_hearth/logs?follow=1`, { agent: false });
        follower.on('error', () => undefined);
        const [response] = (await once(follower, 'response')) as [http.IncomingMessage];
        response.on('error', () => undefined).pause();
        const before = process.memoryUsage().rss;
        let peak = before;
        const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);

        const { payload, logTail } = await project.hearth.invoke('floods-output', event);
        clearInterval(watching);
        follower.destroy();

        expect(payload).toBe('flooded');
        expect(logTail).toHaveLength(4096);
        expect((peak - before) / 1024 / 1024).toBeLessThan(mostMegabytesMore);
        expectNeighbourAnswered();
      },
    );

    it('that ignores signals is ended by its timeout, and started anew', async () => {
      await project.deploy('ignores-signals', 1);
      const { pid } = (await project.hearth.invoke('ignores-signals')).payload as { readonly pid: number };

      const endless = await project.hearth.invoke('ignores-signals', { 'for ever': true });

      expect(endless.functionError).toBe('Sandbox.Timedout');
      expect((await project.hearth.invoke('ignores-signals')).functionError).toBeUndefined();
      expect(pid).toBeGreaterThan(0);
      expectNeighbourAnswered();
    });

    it('that leaves children behind, some in sessions of their own, has none left when its sandbox is gone', async () => {
      const seconds = 100_000 + process.pid;
      const own = await HostileProject.start(host);
      await own.deploy('leaves-children');
      await own.hearth.invoke('leaves-children', { seconds });
      const during = processesNamed(String(seconds));

      await own[Symbol.asyncDispose]();

      await until('all children are gone', () => processesNamed(String(seconds)).length === 0);
      expect(during.length).toBeGreaterThanOrEqual(3);
      expectNeighbourAnswered();
    });

    it('finds no Docker socket in its place', async () => {
      await project.deploy('connects');
      const files = host === 'docker' ? ['/var/run/docker.sock', '/run/docker.sock'] : [];

      const { payload } = await project.hearth.invoke('connects', { files });

      expect(payload).toMatchObject({ answers: Object.fromEntries(files.map((file) => [file, false])) });
    });

    function expectNeighbourAnswered(): void {
      expect([project.neighbourCalls > 0, project.wrongAnswers]).toEqual([true, []]);
    }
  });
}
