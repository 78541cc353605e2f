import path from 'node:path';
import type { HostVerdict } from '../../sandbox-host.js';
import { PlatformError } from '../../../../base/index.js';
import type { SandboxPlace } from '../sandbox-place.js';
import { debugpyArguments } from '../../debug/debugpy.js';
import { debugAddress } from './debug-on-this-machine.js';
import { findPython, type Interpreter } from './interpreters.js';
import type { LaunchCommand, RuntimeLauncher, RuntimeToLaunch } from './launcher.js';

/** Python functions: our own client on this machine's Python, exactly that version where it is there. */
export class PythonLauncher implements RuntimeLauncher {
  readonly #found = new Map<string, Promise<Interpreter | undefined>>();

  constructor(
    private readonly clients: string,
    private readonly searchPath: string,
    private readonly byteCodeFolder: string,
  ) {}

  async verdict({ runtime }: RuntimeToLaunch): Promise<HostVerdict> {
    const wanted = versionOf(runtime.id);
    if (wanted.startsWith('2.')) {
      return {
        able: false,
        reason: `the runtime "${runtime.id}" needs Python 2`,
        remedy: 'Move the function to a python3 runtime.',
      };
    }
    if ((await this.#python(wanted)) !== undefined) return { able: true };
    return {
      able: false,
      reason: `no Python from 3.8 on was found on PATH for the runtime "${runtime.id}"`,
      remedy: `Install Python ${wanted}, or start Docker.`,
    };
  }

  async launch({ runtime, debug }: RuntimeToLaunch, place: SandboxPlace): Promise<LaunchCommand> {
    const wanted = versionOf(runtime.id);
    const python = await this.#python(wanted);
    if (python === undefined) throw new PlatformError(`Python for the runtime "${runtime.id}" is gone from PATH.`);
    const { command, version, packageFolders } = python;
    return {
      command,
      parameters: [
        '-u',
        // Byte code beside the sources would litter the user's folder, which is read-only on AWS.
        ...['-X', `pycache_prefix=${this.byteCodeFolder}`],
        ...(debug === undefined ? [] : debugpyArguments(debug, debugAddress)),
        path.join(this.clients, 'python/hearth_runtime_main.py'),
        place.optFolder,
        ...packageFolders,
      ],
      ...(version.startsWith(`${wanted}.`) ? {} : { interpreter: { name: 'Python', version, wanted } }),
      environment: {
        PYTHONPATH: [
          ...(debug?.files === undefined ? [] : [debug.files.path]),
          ...[`python/lib/python${wanted}/site-packages`, 'python'].map((folder) => path.join(place.optFolder, folder)),
        ].join(path.delimiter),
        ...(Number(wanted.split('.')[1]) >= 12 ? { LC_CTYPE: 'C.UTF-8' } : {}),
      },
      wrappable: true,
    };
  }

  #python(version: string): Promise<Interpreter | undefined> {
    const known = this.#found.get(version) ?? findPython(version, this.searchPath);
    this.#found.set(version, known);
    return known;
  }
}

function versionOf(runtimeId: string): string {
  return runtimeId.replace('python', '');
}
