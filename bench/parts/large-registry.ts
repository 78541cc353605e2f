import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { PlatformError } from '../../src/base/index.js';
import type { HttpClient } from './http-client.js';

/** How many calls are under way at once while a registry is filled, as in a deployment with some parallelism. */
const callers = 8;

export interface FilledRegistry {
  readonly calls: number;
  readonly seconds: number;
}

/** Makes functions with published versions over the Lambda API: one create that publishes, then an update and a publish per further version. */
export async function fillRegistry(
  client: HttpClient,
  { functions, versions }: { readonly functions: number; readonly versions: number },
  signal: AbortSignal,
): Promise<FilledRegistry> {
  const code = (await zipOf('export const handler = async (event) => event;')).toString('base64');
  const startedAt = performance.now();
  let calls = 0;
  let next = 0;
  const call = async (method: string, path: string, body: object): Promise<void> => {
    const answer = await client.request(method, `/2015-03-31/functions${path}`, Buffer.from(JSON.stringify(body)));
    calls += 1;
    if (answer.status >= 300)
      throw new PlatformError(`${method} ${path} answered ${answer.status}: ${answer.body.toString()}`);
  };
  const fill = async (): Promise<void> => {
    for (let index = next++; index < functions; index = next++) {
      signal.throwIfAborted();
      const name = `registered-${index}`;
      await call('POST', '', {
        FunctionName: name,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/bench',
        Code: { ZipFile: code },
        Environment: { Variables: { STAGE: 'bench', TABLE: `table-${index}` } },
        Publish: true,
      });
      for (let version = 2; version <= versions; version += 1) {
        await call('PUT', `/${name}/configuration`, { Description: `version ${version}` });
        await call('POST', `/${name}/versions`, {});
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, fill));
  return { calls, seconds: (performance.now() - startedAt) / 1000 };
}

async function zipOf(text: string): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(text), 'index.mjs');
  zip.end();
  return buffer(zip.outputStream);
}
