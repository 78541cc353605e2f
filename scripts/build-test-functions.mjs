// cspell:ignore gcflags GOBIN
// Makes the test functions that are more than their sources (compiled, bundled, with libraries) in node_modules/.cache/test-functions,
// each only when its sources changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const output = path.join(root, 'node_modules/.cache/test-functions');
const work = path.join(output, '.build');

/** By the folder of test/functions that they are made of. */
const builds = {
  'as-told/go': async (source) => {
    const target = path.join(output, 'go/bootstrap');
    const flags = ['build', '-mod=readonly', '-trimpath', '-ldflags', '-s -w', '-o', target, '.'];
    await run('go', flags, source, { CGO_ENABLED: '0', GOFLAGS: '' });
  },
  // With what a debugger needs, and with the debugger.
  'debugged/go': async (source) => {
    const target = path.join(output, 'debugged-go/bootstrap');
    const flags = ['build', '-mod=readonly', '-gcflags', 'all=-N -l', '-o', target, '.'];
    await run('go', flags, source, { CGO_ENABLED: '0', GOFLAGS: '' });
    const environment = { CGO_ENABLED: '0', GOFLAGS: '', GOBIN: path.join(output, 'delve') };
    await run('go', ['install', 'github.com/go-delve/delve/cmd/dlv@v1.27.2'], root, environment);
  },
  'as-told/rust': (source) => buildRust(source, 'as-told', 'rust'),
  'as-told/java': async (source) => {
    await run('mvn', ['--quiet', '--batch-mode', 'package', `-DoutputFolder=${path.join(work, 'java')}`], source);
    await mkdir(path.join(output, 'java'), { recursive: true });
    await copyFile(path.join(work, 'java/as-told.jar'), path.join(output, 'java/as-told.jar'));
  },
  'adapters/node': async (source) => {
    const files = (await readdir(source)).filter((file) => file.endsWith('.mjs'));
    await esbuild.build({
      entryPoints: files.map((file) => path.join(source, file)),
      outdir: path.join(output, 'adapters-node'),
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      logLevel: 'error',
    });
  },
  'adapters/python': async (source) => {
    const target = path.join(output, 'adapters-python');
    await rm(target, { recursive: true, force: true });
    const flags = [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-warn-conflicts',
      '--root-user-action=ignore',
    ];
    await run('python3', ['-m', 'pip', ...flags, '--target', target, '-r', 'requirements.txt'], source);
    await cp(source, target, { recursive: true });
  },
  'adapters/rust': (source) => buildRust(source, 'adapter', 'adapters-rust'),
};

/** Makes what is stale; answers those whose tool chain is missing or failed, with the reason. */
export async function buildTestFunctions() {
  const failures = [];
  for (const [name, build] of Object.entries(builds)) {
    const source = path.join(root, 'test/functions', name);
    const stamp = path.join(output, `${name.replace('/', '-')}.sha256`);
    const hash = await hashOf(source);
    if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) continue;
    try {
      await build(source);
      await writeFile(stamp, hash);
    } catch (error) {
      failures.push({ name, reason: error.message });
    }
  }
  return failures;
}

async function buildRust(source, binary, folder) {
  await run('cargo', ['build', '--quiet', '--locked', '--target-dir', path.join(work, 'rust')], source);
  await mkdir(path.join(output, folder), { recursive: true });
  await copyFile(path.join(work, 'rust/debug', binary), path.join(output, folder, 'bootstrap'));
}

async function hashOf(folder) {
  const hash = createHash('sha256');
  // What is bundled with the libraries of this project changes with them.
  if (folder.endsWith('/node')) hash.update(await readFile(path.join(root, 'package-lock.json')));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  for (const file of files.sort()) hash.update(path.relative(folder, file)).update(await readFile(file));
  return hash.digest('hex');
}

function run(command, parameters, cwd, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.stderr.on('data', (chunk) => (text += chunk));
    child.once('error', (error) => {
      reject(error.code === 'ENOENT' ? new Error(`"${command}" is not installed`) : error);
    });
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`"${command}" failed with status ${code}:\n${text.trimEnd().split('\n').slice(-20).join('\n')}`),
        );
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const failures = await buildTestFunctions();
  for (const { name, reason } of failures) console.error(`${name}: ${reason}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
