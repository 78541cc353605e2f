// A waiting process: has Node.js and the client loaded, and becomes a function's runtime when it is told how, on descriptor 3:
// one line of JSON, { environment, folder, parameters, keepsChannel }, the program's file first. When its input ends before that, so does it.
import { closeSync, readSync, writeSync } from 'node:fs';
import module from 'node:module';
import { pathToFileURL } from 'node:url';
// What main.mjs needs, loaded ahead; none of it may read the function's environment while it loads.
import './callback-loop.mjs';
import './channel-api.mjs';
import './console-log.mjs';
import './layer-modules.mjs';
import './load-handler.mjs';
import './module-kind.mjs';
import './promise-loop.mjs';
import './response-stream.mjs';
import './http-api.mjs';

const channel = 3;

const { environment, folder, parameters, keepsChannel } = JSON.parse(handOver());
if (!keepsChannel) closeSync(channel);
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, environment);
// Node.js reads NODE_PATH when it starts.
module._initPaths();
process.chdir(folder);
process.argv.splice(1, process.argv.length, ...parameters);
await import(pathToFileURL(parameters[0]).href);

function handOver() {
  writeSync(channel, '\n');
  const chunks = [];
  const chunk = Buffer.alloc(65_536);
  for (;;) {
    const length = readSync(channel, chunk);
    if (length === 0) process.exit(0);
    chunks.push(Buffer.from(chunk.subarray(0, length)));
    if (chunk[length - 1] === 0x0a) break;
  }
  return Buffer.concat(chunks).toString();
}
