// npm start: runs the example application with the command that users have, and prints a curl line to try once it is ready.
// Arguments go on to `hearth start-api`: npm start -- --port 8080 --sandbox-host process
import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const inColour = process.stderr.isTTY && (process.env.NO_COLOR ?? '') === '';
const hearth = spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'start-api', ...process.argv.slice(2)], {
  cwd: path.join(root, 'examples/six-languages'),
  stdio: ['inherit', 'inherit', 'pipe'],
  env: { ...process.env, ...(inColour ? { FORCE_COLOR: '1' } : {}) },
});
// The terminal sends Ctrl-C to both; this process waits until the other one has cleaned up.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => hearth.kill(signal));

let apiUrl = 'http://127.0.0.1:3000';
for await (const line of readline.createInterface({ input: hearth.stderr, crlfDelay: Infinity })) {
  process.stderr.write(`${line}\n`);
  apiUrl = /HTTP APIs.*?(http:\/\/[\w.:[\]]+)/.exec(line)?.[1] ?? apiUrl;
  if (!line.includes('Press CTRL+C to quit')) continue;
  process.stderr.write(`\nTry it from another terminal:\n\n  curl ${apiUrl}/node/Ada\n  curl ${apiUrl}/python/Ada\n\n`);
}
process.exitCode =
  hearth.exitCode ?? (await new Promise((resolve) => hearth.once('exit', (code) => resolve(code ?? 1))));
