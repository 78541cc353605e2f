import path from 'node:path';
import type { Runtime } from '../../../../model/index.js';
import type { HostVerdict } from '../../sandbox-host.js';
import { runtimeChannel } from '../process/runtime-channel.js';
import { defaultLanguage, defaultTimeZone } from '../environment.js';
import type { SandboxPlace } from '../sandbox-place.js';
import { inspectorArguments } from '../../debug/inspector.js';
import { debugAddress } from './debug-on-this-machine.js';
import { findNode, type Interpreter } from './interpreters.js';
import type { GateProgram, LaunchCommand, RuntimeLauncher, RuntimeToLaunch } from './launcher.js';

/** Node.js functions: our own client on this machine's Node.js. */
export class NodeLauncher implements RuntimeLauncher {
  readonly #found = new Map<string, Promise<Interpreter>>();

  constructor(
    private readonly clients: string,
    private readonly searchPath: string,
  ) {}

  verdict(): Promise<HostVerdict> {
    return Promise.resolve({ able: true });
  }

  async launch({ runtime, debug }: RuntimeToLaunch, place: SandboxPlace): Promise<LaunchCommand> {
    const major = majorOf(runtime);
    const { command, version } = await this.#node(major);
    return {
      command,
      parameters: [
        ...(debug === undefined ? [] : inspectorArguments(debug, debugAddress)),
        ...[path.join(this.clients, 'node/main.mjs'), place.optFolder],
      ],
      ...(version.startsWith(`${major}.`) ? {} : { interpreter: { name: 'Node.js', version, wanted: major } }),
      environment: { NODE_PATH: nodePath(major, place) },
      wrappable: true,
      channelParameters: [String(runtimeChannel)],
      // An inspector must be there from the first line on.
      ...(debug === undefined ? { gate: this.#gate(runtime, command) } : {}),
    };
  }

  async gate({ runtime }: RuntimeToLaunch): Promise<GateProgram> {
    const { command } = await this.#node(majorOf(runtime));
    return this.#gate(runtime, command);
  }

  #gate({ id }: Runtime, command: string): GateProgram {
    return {
      command,
      parameters: [path.join(this.clients, 'node/gate.mjs')],
      // The client is another one for newer runtimes; the rest is what every sandbox has, where Node.js reads it at its start.
      environment: { AWS_EXECUTION_ENV: `AWS_Lambda_${id}`, LANG: defaultLanguage, TZ: defaultTimeZone },
      toldName: id,
    };
  }

  #node(major: string): Promise<Interpreter> {
    const known = this.#found.get(major) ?? findNode(major, this.searchPath);
    this.#found.set(major, known);
    return known;
  }
}

function majorOf({ id }: Runtime): string {
  return /\d+/.exec(id)?.[0] ?? '';
}

function nodePath(major: string, { optFolder, runtimeFolder, taskRoot }: SandboxPlace): string {
  return [
    path.join(optFolder, `nodejs/node${major}/node_modules`),
    path.join(optFolder, 'nodejs/node_modules'),
    path.join(runtimeFolder, 'node_modules'),
    runtimeFolder,
    taskRoot,
  ].join(path.delimiter);
}
