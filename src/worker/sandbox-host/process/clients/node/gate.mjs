// A waiting process: has Node.js and the client loaded, and becomes a function's runtime when it is told how, on descriptor 3:
// one line of JSON, { environment, folder, parameters, keepsChannel }, the program's file first. When its input ends before that, so does it.
import { closeSync, readSync, writeSync } from 'node:fs';
import module from 'node:module';
// What a runtime may need, loaded ahead; none of it may read the function's environment while it loads.
import './http-api.mjs';
import { run } from './run.mjs';

const channel = 3;

const { environment, folder, parameters, keepsChannel } = JSON.parse(handOver());
if (!keepsChannel) closeSync(channel);
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, environment);
// Node.js reads NODE_PATH when it starts.
module._initPaths();
process.chdir(folder);
const [program, optFolder] = parameters;
process.argv.splice(1, process.argv.length, program);
void run({ optFolder, channel: keepsChannel ? channel : undefined });

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
