// NODE_OPTIONS=--import=<this file>?into=<file>: writes a line "pid url" for each module that a process loads, in the order of loading.
import { appendFileSync } from 'node:fs';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

// The query reaches the thread of the hooks too, which loads this file once more.
const into = new URL(import.meta.url).searchParams.get('into');
if (isMainThread) register(import.meta.url);

type NextLoad = (url: string, context: object) => Promise<unknown>;

export async function load(url: string, context: object, nextLoad: NextLoad): Promise<unknown> {
  if (into !== null) appendFileSync(into, `${process.pid} ${url}\n`);
  return nextLoad(url, context);
}
