// Compiles the test functions of test/functions/as-told into node_modules/.cache/test-functions, each only when its sources changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const output = path.join(root, 'node_modules/.cache/test-functions');
const work = path.join(output, '.build');

const languages = {
  go: async (source) => {
    const target = path.join(output, 'go/bootstrap');
    const flags = ['build', '-mod=readonly', '-trimpath', '-ldflags', '-s -w', '-o', target, '.'];
    await run('go', flags, source, { CGO_ENABLED: '0', GOFLAGS: '' });
  },
  rust: async (source) => {
    await run('cargo', ['build', '--quiet', '--locked', '--target-dir', path.join(work, 'rust')], source);
    await mkdir(path.join(output, 'rust'), { recursive: true });
    await copyFile(path.join(work, 'rust/debug/as-told'), path.join(output, 'rust/bootstrap'));
  },
  java: async (source) => {
    await run('mvn', ['--quiet', '--batch-mode', 'package', `-DoutputFolder=${path.join(work, 'java')}`], source);
    await mkdir(path.join(output, 'java'), { recursive: true });
    await copyFile(path.join(work, 'java/as-told.jar'), path.join(output, 'java/as-told.jar'));
  },
};

/** Compiles what is stale; answers the languages whose tool chain is missing or failed, with the reason. */
export async function buildTestFunctions() {
  const failures = [];
  for (const [language, build] of Object.entries(languages)) {
    const source = path.join(root, 'test/functions/as-told', language);
    const stamp = path.join(output, `${language}.sha256`);
    const hash = await hashOf(source);
    if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) continue;
    try {
      await build(source);
      await writeFile(stamp, hash);
    } catch (error) {
      failures.push({ language, reason: error.message });
    }
  }
  return failures;
}

async function hashOf(folder) {
  const hash = createHash('sha256');
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
  for (const { language, reason } of failures) console.error(`${language}: ${reason}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
