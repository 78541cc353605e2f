import { type Clock, type Logger, UserError } from '../base/index.js';
import {
  type CodeSource,
  debuggerOf,
  type DebugSettings,
  type FunctionPackage,
  namesOf,
  type Stack,
} from '../model/index.js';
import type { DebugChoices } from '../settings/index.js';
import type { Storage } from '../storage/index.js';
import { assignDebugPorts, positionalPort, unusedPorts } from './assign-debug-ports.js';
import { debuggerNotice, meanwhileNotice, sharedPortNotices } from './debug-notices.js';
import { createFolderDigests } from './folder-digest.js';

export interface DebuggingNeeds {
  readonly choices: DebugChoices;
  readonly storage: Pick<Storage, 'documents'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Which function is debugged, and where: those of a project in their order, those made over the AWS API as they come. */
export interface Debugging {
  /**
   * Gives the functions of a project their ports, and tells what was asked for and is not done. Throws the `UserError` for names that
   * neither the project nor the AWS API has, and for ports that are missing; `isFirst`: the AWS API's functions are not known yet.
   */
  planProject(stack: Stack, isFirst?: boolean): ReadonlyMap<string, DebugSettings>;
  /** For a function made or changed over the AWS API; always the same for the same name. */
  settingsOf(version: { readonly name: string; readonly package: FunctionPackage }): DebugSettings | undefined;
  /** Tells what no function has claimed by the end of the start; throws the `UserError` for names without a port. */
  tellWhatWaits(): void;
}

/** Looks at the debugger's files once. */
export async function createDebugging({ choices, storage, clock, logger }: DebuggingNeeds): Promise<Debugging> {
  const { files: path } = choices;
  if (path === undefined || !isAsked(choices)) return new FunctionDebugging(choices, logger);
  const { digest } = await createFolderDigests(storage.documents, clock).digest(path);
  // Mounted where the engine can: debuggers are large.
  return new FunctionDebugging(choices, logger, { kind: 'folder', digest, path, live: true });
}

class FunctionDebugging implements Debugging {
  /** By the project's file, then by the function's name. */
  readonly #ofProjects = new Map<string, ReadonlyMap<string, DebugSettings>>();
  /** Of functions made over the AWS API, by name; undefined: it runs without a debugger. */
  readonly #ofApi = new Map<string, DebugSettings | undefined>();
  /** By every name that a project has for it. */
  readonly #planned = new Set<string>();
  readonly #told = new Set<string>();

  constructor(
    private readonly choices: DebugChoices,
    private readonly logger: Logger,
    private readonly files?: CodeSource,
  ) {}

  planProject({ functions, file }: Stack, isFirst = false): ReadonlyMap<string, DebugSettings> {
    const isKnown = (name: string): boolean => isFirst || this.#ofApi.has(name);
    const { ports, notices } = assignDebugPorts(functions, this.choices, file, isKnown);
    const planned = new Map([...ports].map(([name, port]) => [name, this.#settings(port)]));
    this.#ofProjects.set(file, planned);
    for (const name of functions.flatMap(namesOf)) this.#planned.add(name);
    if (isFirst) return planned;
    for (const notice of notices) this.#warn(notice);
    for (const { logicalId, name, package: code } of functions) {
      const debug = planned.get(name);
      if (debug !== undefined) this.#info(debuggerNotice(logicalId, code, debug));
    }
    for (const notice of sharedPortNotices([...ports.values()])) this.#info(notice);
    if (planned.size > 0) this.#info(meanwhileNotice);
    return planned;
  }

  settingsOf({ name, package: code }: Parameters<Debugging['settingsOf']>[0]): DebugSettings | undefined {
    if (!isAsked(this.choices)) return undefined;
    for (const planned of this.#ofProjects.values()) {
      const debug = planned.get(name);
      if (debug !== undefined) return debug;
    }
    if (this.#planned.has(name)) return undefined;
    if (!this.#ofApi.has(name)) this.#ofApi.set(name, this.#chosen(name, code));
    return this.#ofApi.get(name);
  }

  tellWhatWaits(): void {
    if (!isAsked(this.choices)) {
      if (this.choices.files !== undefined || this.choices.arguments.length > 0) {
        this.#warn('--debugger-path and --debug-args do nothing alone. Pass --debug-port too.');
      }
      return;
    }
    const waiting = this.choices.functions.filter(({ name }) => !this.#planned.has(name) && !this.#ofApi.has(name));
    for (const { name } of waiting) {
      const port = positionalPort(this.choices, name);
      if (port === undefined) {
        throw new UserError(
          `No debug port for function "${name}". Write --debug-function ${name}=5858, or pass --debug-port for each.`,
        );
      }
      this.#info(`"${name}" is debugged on 127.0.0.1:${port} as soon as it is made over the Lambda API.`);
    }
    if (this.choices.functions.length > 0) {
      if (this.#ofProjects.size === 0) for (const notice of unusedPorts(this.choices)) this.#warn(notice);
      return;
    }
    if (this.#isDebugging()) return;
    const places = this.choices.ports.map((port) => `127.0.0.1:${port}`).join(', ');
    this.#info(`Nothing is debugged yet: functions made over the Lambda API are, on ${places}.`);
  }

  #isDebugging(): boolean {
    const all = [
      ...[...this.#ofProjects.values()].flatMap((planned) => [...planned.values()]),
      ...this.#ofApi.values(),
    ];
    return all.some((debug) => debug !== undefined);
  }

  /** The port that is its own by name, the only one, or the next that no function has. */
  #chosen(name: string, code: FunctionPackage): DebugSettings | undefined {
    const { functions, ports } = this.choices;
    const isNamed = functions.some((asked) => asked.name === name);
    if (functions.length > 0 && !isNamed) return undefined;
    const found = debuggerOf(code, this.choices);
    if (typeof found !== 'string') {
      this.#warn(`Function "${name}" runs without a debugger: ${found.missing}.`);
      return undefined;
    }
    const port = isNamed ? positionalPort(this.choices, name) : this.#nextPort();
    if (port === undefined) {
      this.#warn(
        `Function "${name}" runs without a debugger: there ${ports.length === 1 ? 'is 1 debug port' : `are ${ports.length} debug ports`}. Pass --debug-function ${name}=PORT.`,
      );
      return undefined;
    }
    const debug = this.#settings(port);
    this.#info(debuggerNotice(name, code, debug));
    this.#info(meanwhileNotice);
    return debug;
  }

  #nextPort(): number | undefined {
    const [first, ...more] = this.choices.ports;
    if (more.length === 0) return first;
    const plans = [...this.#ofProjects.values()].flatMap((planned) => [...planned.values()]);
    const taken = new Set([...plans, ...this.#ofApi.values()].map((debug) => debug?.port));
    return this.choices.ports.find((port) => !taken.has(port));
  }

  #settings(port: number): DebugSettings {
    return { port, arguments: this.choices.arguments, ...(this.files !== undefined && { files: this.files }) };
  }

  #info(message: string): void {
    if (!this.#told.has(message)) this.logger.info(message);
    this.#told.add(message);
  }

  #warn(message: string): void {
    if (!this.#told.has(message)) this.logger.warn(message);
    this.#told.add(message);
  }
}

function isAsked({ ports, functions }: DebugChoices): boolean {
  return ports.length + functions.length > 0;
}
