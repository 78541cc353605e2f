import type { RuntimeFamily } from '../../../../model/index.js';
import { BootstrapLauncher } from './bootstrap-launcher.js';
import { DotnetLauncher } from './dotnet-launcher.js';
import { JavaLauncher } from './java-launcher.js';
import type { RuntimeLauncher } from './launcher.js';
import { NodeLauncher } from './node-launcher.js';
import { PythonLauncher } from './python-launcher.js';
import { RubyLauncher } from './ruby-launcher.js';

export interface LauncherFolders {
  readonly clients: string;
  readonly searchPath: string;
  readonly byteCodeFolder: string;
  readonly mavenRepository: string;
}

export type Launchers = Readonly<Partial<Record<RuntimeFamily, RuntimeLauncher>>>;

/** One launcher per family of runtimes that can run without a container; `go1.x` programs need AWS's old protocol and have none. */
export function launchersFor({ clients, searchPath, byteCodeFolder, mavenRepository }: LauncherFolders): Launchers {
  return {
    nodejs: new NodeLauncher(clients, searchPath),
    python: new PythonLauncher(clients, searchPath, byteCodeFolder),
    java: new JavaLauncher(searchPath, mavenRepository),
    dotnet: new DotnetLauncher(searchPath),
    ruby: new RubyLauncher(searchPath),
    provided: new BootstrapLauncher(),
  };
}
