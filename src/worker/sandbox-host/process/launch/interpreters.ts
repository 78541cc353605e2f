import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { promisify } from 'node:util';
import { findExecutable } from './executables.js';

/** An interpreter of this machine. */
export interface Interpreter {
  /** Absolute path of the real program, never of a shim that needs the user's shell environment. */
  readonly command: string;
  /** `22.11.0`, `3.11.7` */
  readonly version: string;
  /** Folders with packages that the user has installed for it beside its own. */
  readonly packageFolders: readonly string[];
}

const run = promisify(execFile);
const probeTimeoutMs = 10_000;

/** Node.js of the wanted major version: this very one, else what PATH has under the usual names, else this very one whatever its version. */
export async function findNode(major: string, searchPath: string): Promise<Interpreter> {
  const own = { command: process.execPath, version: process.versions.node, packageFolders: [] };
  if (own.version.startsWith(`${major}.`)) return own;
  for (const name of [`node${major}`, `node-${major}`, 'node']) {
    const found = findExecutable(name, searchPath);
    // Not asked: the version of this very one is known, and is another.
    if (found === undefined || realpathSync(found) === realpathSync(own.command)) continue;
    const version = await answerOf(found, ['-p', 'process.versions.node']);
    if (version?.startsWith(`${major}.`) === true) return { ...own, command: found, version };
  }
  return own;
}

/** Python of exactly that version (`3.12`), else any Python from 3.8 on; undefined where there is none. */
export async function findPython(version: string, searchPath: string): Promise<Interpreter | undefined> {
  for (const name of [`python${version}`, 'python3', 'python']) {
    const found = findExecutable(name, searchPath);
    const answer = found === undefined ? undefined : await answerOf(found, ['-c', pythonProbe]);
    if (answer === undefined) continue;
    const [command, actual, userFolder] = JSON.parse(answer) as [string, string, string | null];
    const [major = 0, minor = 0] = actual.split('.').map(Number);
    if (major === 3 && minor >= 8) {
      return { command, version: actual, packageFolders: userFolder === null ? [] : [userFolder] };
    }
  }
  return undefined;
}

const pythonProbe = [
  'import json, os, site, sys',
  'user = site.getusersitepackages() if site.ENABLE_USER_SITE else None',
  'version = ".".join(map(str, sys.version_info[:3]))',
  'print(json.dumps([sys.executable, version, user if user and os.path.isdir(user) else None]))',
].join('; ');

/** What a program prints, or undefined when it fails: a shim of a version manager is there without the version behind it. */
async function answerOf(command: string, parameters: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run(command, parameters, { timeout: probeTimeoutMs });
    return stdout.trim();
  } catch {
    return undefined;
  }
}
