/* eslint-disable jest/no-export -- called by one test file per sandbox host, so that they run side by side */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { createCommand } from '../lambda-calls.js';
import { waitUntil } from '../wait-until.js';
import { zipOf } from '../zip.js';
import { StartedHearth } from './started-hearth.js';
import { type LoadOutcome, SteadyLoad } from './steady-load.js';

const callers = 4;
const updates = 20;

/** Updates and deletions of functions that are called all the while. */
export function describeUpdates(sandboxHost: 'docker' | 'process'): void {
  describe(`a function on the ${sandboxHost} host that is called all the while`, () => {
    let hearth: StartedHearth;

    beforeAll(async () => {
      hearth = await StartedHearth.start({}, '--sandbox-host', sandboxHost);
    });
    afterAll(() => hearth[Symbol.asyncDispose]());

    it(`is updated ${updates} times in a row: no call is lost, none is answered by older code than was reported, no old sandbox stays`, async () => {
      await create('updated', answering(0));
      const load = new SteadyLoad(
        hearth.client,
        Array.from({ length: callers }, () => 'updated'),
      );
      await load.until(callers, 'served');

      const reported: { readonly update: number; readonly fromCall: number }[] = [];
      for (let update = 1; update <= updates; update += 1) {
        const ZipFile = await zipOf({ 'index.mjs': answering(update) });
        await hearth.client.send(new UpdateFunctionCodeCommand({ FunctionName: 'updated', ZipFile }));
        await untilSettled('updated');
        reported.push({ update, fromCall: load.begun });
        if (update % 5 === 0) await load.until(1, 'served');
      }
      await load.until(callers, 'served');
      const outcomes = await load.stop();

      expect(outcomes.filter(({ result }) => result !== 'served')).toEqual([]);
      expect(outcomes.filter((outcome) => Number(outcome.text) < newestReportedBefore(outcome))).toEqual([]);
      await waitUntil(async () => (await sandboxesOf('updated')).length <= callers);

      function newestReportedBefore({ number }: LoadOutcome): number {
        return Math.max(0, ...reported.filter(({ fromCall }) => fromCall <= number).map(({ update }) => update));
      }
    }, 120_000);

    it('is deleted: running calls finish, later ones are not found, no sandbox stays', async () => {
      await create(
        'deleted',
        `export const handler = () => new Promise((done) => setTimeout(done, 8000, 'finished'));`,
      );
      const running = Array.from({ length: 3 }, () => call('deleted'));
      await waitUntil(async () => (await sandboxesOf('deleted')).filter(({ state }) => state === 'busy').length === 3);

      await hearth.client.send(new DeleteFunctionCommand({ FunctionName: 'deleted' }));

      await expect(call('deleted')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      expect(await Promise.all(running)).toEqual(['"finished"', '"finished"', '"finished"']);
      await waitUntil(async () => (await sandboxesOf('deleted')).length === 0);
    });

    async function create(FunctionName: string, source: string): Promise<void> {
      const Code = { ZipFile: await zipOf({ 'index.mjs': source }) };
      await hearth.client.send(
        await createCommand({ FunctionName, Code, Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 20 }),
      );
      await untilSettled(FunctionName);
    }

    async function untilSettled(FunctionName: string): Promise<void> {
      await waitUntil(async () => {
        const configuration = await hearth.client.send(new GetFunctionConfigurationCommand({ FunctionName }));
        return configuration.State === 'Active' && configuration.LastUpdateStatus === 'Successful';
      });
    }

    async function call(FunctionName: string): Promise<string> {
      const { Payload } = await hearth.client.send(new InvokeCommand({ FunctionName }));
      return Buffer.from(Payload ?? []).toString('utf8');
    }

    async function sandboxesOf(name: string): Promise<readonly { readonly state: string }[]> {
      const answer = await fetch(`${hearth.awsUrl}/_hearth/sandboxes`);
      const rows = (await answer.json()) as readonly { readonly functionName: string; readonly state: string }[];
      return rows.filter(({ functionName }) => functionName === name);
    }
  });
}

function answering(update: number): string {
  return `export const handler = async () => ${update};`;
}
