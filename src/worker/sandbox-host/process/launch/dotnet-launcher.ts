import { existsSync } from 'node:fs';
import path from 'node:path';
import type { HostVerdict } from '../../sandbox-host.js';
import type { SandboxPlace } from '../sandbox-place.js';
import { findExecutable } from './executables.js';
import type { Launch, RuntimeLauncher, RuntimeToLaunch } from './launcher.js';

const client = 'Amazon.Lambda.RuntimeSupport.dll';

/** .NET functions: the official client when the function's package brings it, on this machine's `dotnet`. */
export class DotnetLauncher implements RuntimeLauncher {
  constructor(private readonly searchPath: string) {}

  verdict({ runtime, debug }: RuntimeToLaunch): Promise<HostVerdict> {
    if (findExecutable('dotnet', this.searchPath) === undefined) {
      return Promise.resolve({
        able: false,
        reason: `no "dotnet" was found on PATH for the runtime "${runtime.id}"`,
        remedy: 'Install the .NET runtime, or start Docker.',
      });
    }
    const notices = [
      `The function's package must hold ${client} (run dotnet add package Amazon.Lambda.RuntimeSupport).`,
      ...(debug === undefined ? [] : ['It runs without its debugger: vsdbg needs Docker.']),
    ];
    return Promise.resolve({ able: true, notice: notices.join(' ') });
  }

  /** An executable assembly is its own loop; the handler of a class library (`Assembly::Type::Method`) is run by the client. */
  launch({ handler }: RuntimeToLaunch, { taskRoot, runtimeFolder }: SandboxPlace): Promise<Launch> {
    const dotnet = findExecutable('dotnet', this.searchPath);
    const [assembly = '', type] = handler.split('::');
    if (dotnet === undefined || !existsSync(path.join(taskRoot, client))) {
      const missing = dotnet === undefined ? 'dotnet' : `/var/task/${client}`;
      return Promise.resolve({ invalidEntrypoint: `fork/exec ${missing}: no such file or directory` });
    }
    const file = (suffix: string): string => path.join(taskRoot, assembly + suffix);
    const asLibrary = [
      ...['exec', '--depsfile', file('.deps.json'), '--runtimeconfig', file('.runtimeconfig.json')],
      ...[path.join(taskRoot, client), handler],
    ];
    return Promise.resolve({
      command: dotnet,
      parameters: type === undefined ? [file('.dll')] : asLibrary,
      environment: { DOTNET_ROOT: path.dirname(dotnet), DOTNET_CLI_HOME: runtimeFolder },
      wrappable: true,
    });
  }
}
