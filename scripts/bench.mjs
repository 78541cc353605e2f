// npm run bench and npm run bench:soak: builds what is measured and what measures it, and runs that with the words given.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { isDistStale } from './stale-dist.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [program, ...words] = process.argv.slice(2);
const folder = path.join(root, 'node_modules/.cache/bench', String(process.pid));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

if (await isDistStale()) {
  const built = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  if (built.status !== 0) process.exit(1);
}
mkdirSync(folder, { recursive: true });
// A copy: a build meanwhile must not change what is measured.
cpSync(path.join(root, 'dist'), path.join(folder, 'dist'), { recursive: true });
await build({
  entryPoints: {
    main: path.join(root, 'bench/main.ts'),
    soak: path.join(root, 'bench/soak/main.ts'),
    embedded: path.join(root, 'bench/embedded/main.ts'),
    floor: path.join(root, 'bench/floor/main.ts'),
    'record-modules': path.join(root, 'bench/modules/record.ts'),
    'load-modules': path.join(root, 'bench/modules/load.ts'),
  },
  outdir: folder,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});

const child = spawn(process.execPath, [path.join(folder, `${program}.js`), ...words], { stdio: 'inherit' });
// The terminal sends Ctrl-C to both; this process waits until the other one has cleaned up.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
