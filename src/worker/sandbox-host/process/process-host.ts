import os from 'node:os';
import { type Clock, type Logger, messageOf, UserError } from '../../../base/index.js';
import { runtimeNamed } from '../../../model/index.js';
import type {
  HostedSandbox,
  HostVerdict,
  PreparedView,
  SandboxHost,
  SandboxRoute,
  SandboxSpec,
} from '../sandbox-host.js';
import type { ObservedStart, Refilling } from '../stock/refilling.js';
import type { CodeCache } from './code/code-cache.js';
import type { CodeInPlace, ReturningCode } from './code/returning-code.js';
import { sandboxEnvironment } from './environment.js';
import { debugOnThisMachine } from './launch/debug-on-this-machine.js';
import { canGateBecome } from './gates/can-gate-become.js';
import type { ProcessGate } from './gates/process-gate.js';
import type { ProcessGates } from './gates/process-gates.js';
import { trusting } from './gates/trusting.js';
import type { Launch, LaunchCommand, RuntimeLauncher, RuntimeToLaunch } from './launch/launcher.js';
import type { Launchers } from './launch/launchers.js';
import { wrapped } from './launch/wrapper.js';
import type { OrphanGuard } from './process/orphan-guard.js';
import { identityOf, type ProcessIdentity } from './process/process-identity.js';
import type { ProcessStart } from './process/runtime-process.js';
import { type NextStart, ProcessSandbox, type SandboxRuns } from './process-sandbox.js';
import { makeSandboxFolder, removeSandboxFolder, type SandboxRecord, writeRecord } from './sandbox-folder.js';
import type { SandboxPlace } from './sandbox-place.js';

export interface ProcessHostParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly searchPath: string;
  readonly sandboxesFolder: string;
  readonly owner: ProcessIdentity;
  readonly code: CodeCache;
  readonly returningCode: ReturningCode;
  readonly guard: OrphanGuard;
  readonly launchers: Launchers;
  readonly gates: ProcessGates;
  readonly refilling: Refilling;
}

/** Runs sandboxes as child processes of this one; see the README of this room for what that can and cannot hold. */
export class ProcessHost implements SandboxHost {
  readonly kind = 'process';
  readonly #sandboxes = new Set<HostedSandbox>();
  readonly #toldInterpreters = new Set<string>();

  constructor(private readonly parts: ProcessHostParts) {}

  route(): Promise<SandboxRoute> {
    return Promise.resolve({
      bindAddress: '127.0.0.1',
      sandboxFacingHost: '127.0.0.1',
      sandboxesHaveAddresses: false,
    });
  }

  async canRun(spec: SandboxSpec): Promise<HostVerdict> {
    const found = this.#launcherOf(spec);
    if ('reason' in found) return { able: false, ...found };
    const inPlace = codeInPlace(found);
    if (inPlace !== undefined) this.parts.returningCode.note(inPlace);
    const verdict = await found.launcher.verdict(found.target);
    if (!verdict.able) return verdict;
    const notices = [verdict.notice, architectureNotice(spec)].filter((notice) => notice !== undefined);
    return notices.length === 0 ? { able: true } : { able: true, notice: notices.join(' ') };
  }

  async prepare(spec: SandboxSpec, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (spec.code === undefined) return;
    const found = this.#launcherOf(spec);
    if (!('reason' in found)) await this.#untilThere(found);
    signal.throwIfAborted();
    await Promise.all([
      this.parts.code.folderOf(spec.code),
      this.parts.code.optFolderOf(spec.layers),
      this.#expect(spec),
    ]);
    signal.throwIfAborted();
  }

  async create(spec: SandboxSpec, signal: AbortSignal): Promise<HostedSandbox> {
    signal.throwIfAborted();
    const found = this.#launcherOf(spec);
    if ('reason' in found) throw new UserError(`The function cannot run: ${found.reason}. ${found.remedy}`);
    await this.#untilThere(found);
    const [taskRoot, optFolder] = await Promise.all([
      this.parts.code.folderOf(found.code),
      this.parts.code.optFolderOf(spec.layers),
    ]);
    signal.throwIfAborted();
    const record = { machine: os.hostname(), owner: this.parts.owner };
    const folders = makeSandboxFolder(this.parts.sandboxesFolder, spec.sandboxId, record);
    const place = { ...folders, taskRoot, optFolder };
    const nextStart: NextStart = async () => this.#nextStart(spec, place, found);
    const start = this.parts.refilling.begin();
    const gate = await this.#takeGate(await nextStart(), place);
    return this.#adopt(spec, place, record, { nextStart, start, ...(gate === undefined ? {} : { gate }) });
  }

  preparedParts(): readonly PreparedView[] {
    return this.parts.gates.views();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([
      this.parts.refilling[Symbol.asyncDispose](),
      ...[...this.#sandboxes].map((sandbox) => sandbox.remove()),
    ]);
    await this.parts.guard[Symbol.asyncDispose]();
  }

  async #expect(spec: SandboxSpec): Promise<void> {
    const found = this.#launcherOf(spec);
    if ('reason' in found || found.launcher.gate === undefined) return;
    this.parts.gates.expect(trusting(await found.launcher.gate(found.target), spec.environment));
    this.parts.refilling.request();
  }

  async #takeGate(
    start: ProcessStart | { readonly invalidEntrypoint: string },
    place: SandboxPlace,
  ): Promise<ProcessGate | undefined> {
    if ('invalidEntrypoint' in start || start.gate === undefined) return undefined;
    const { gates } = this.parts;
    const program = trusting(start.gate, start.environment);
    gates.expect(program);
    return (await canGateBecome(program, start.environment, place)) ? gates.take(program) : undefined;
  }

  #adopt(
    spec: SandboxSpec,
    place: SandboxPlace,
    record: SandboxRecord,
    { start, ...runs }: SandboxRuns & { readonly start: ObservedStart },
  ): HostedSandbox {
    const { guard, logger } = this.parts;
    const sandbox: HostedSandbox = new ProcessSandbox(`process-${spec.sandboxId}`, runs, {
      async onStarted(pid) {
        start.settled();
        guard.watch(pid);
        const runtime = await identityOf(pid);
        if (runtime === undefined) return;
        await writeRecord(place.folder, { ...record, runtime }).catch((error: unknown) => {
          logger.warn(`The record of sandbox "${spec.sandboxId}" cannot be written: ${messageOf(error)}`);
        });
      },
      onInitialised: () => {
        start.initialised();
      },
      onEnded: (pid) => {
        guard.forget(pid);
      },
      onRemoved: async () => {
        start.removed();
        await removeSandboxFolder(place.folder);
        this.#sandboxes.delete(sandbox);
      },
    });
    this.#sandboxes.add(sandbox);
    return sandbox;
  }

  async #nextStart(
    spec: SandboxSpec,
    place: SandboxPlace,
    { launcher, target, code }: FoundLauncher,
  ): Promise<ProcessStart | { readonly invalidEntrypoint: string }> {
    await this.#untilThere({ target, code });
    const launch: Launch = await launcher.launch(target, place);
    if ('invalidEntrypoint' in launch) return launch;
    this.#tellInterpreter(target.runtime.id, launch);
    const { command, parameters, environment } = wrapped(launch, spec.environment['AWS_LAMBDA_EXEC_WRAPPER'], place);
    // A wrapper comes before the language, and may close what it does not know.
    const isWrapped = command !== launch.command;
    const { gate, channelParameters } = isWrapped ? {} : launch;
    const channel = spec.onChannel === undefined ? undefined : channelParameters;
    return {
      command,
      toldCommand: launch.toldCommand ?? command,
      parameters: [...parameters, ...(channel ?? [])],
      folder: place.taskRoot,
      environment: sandboxEnvironment(spec, place, this.parts.searchPath, environment),
      runtimeFolder: place.runtimeFolder,
      onOutput: spec.onOutput,
      clock: this.parts.clock,
      ...(gate === undefined ? {} : { gate }),
      ...(channel === undefined || spec.onChannel === undefined ? {} : { onChannel: spec.onChannel }),
    };
  }

  async #untilThere(found: RunCode): Promise<void> {
    const inPlace = codeInPlace(found);
    if (inPlace !== undefined) await this.parts.returningCode.untilThere(inPlace);
  }

  #tellInterpreter(runtimeId: string, { interpreter }: LaunchCommand): void {
    if (interpreter === undefined || this.#toldInterpreters.has(runtimeId)) return;
    this.#toldInterpreters.add(runtimeId);
    const { name, version, wanted } = interpreter;
    this.parts.logger.warn(
      `The runtime "${runtimeId}" runs on this machine's ${name} ${version}. Install ${name} ${wanted}, or use Docker, to run it as on AWS.`,
      { runtime: runtimeId, version },
    );
  }

  #launcherOf(spec: SandboxSpec): FoundLauncher | { readonly reason: string; readonly remedy: string } {
    const { package: pack } = spec.function;
    if (pack.packageType === 'Image' || spec.code === undefined) {
      return {
        reason: 'functions packaged as a container image need a container engine',
        remedy: 'Start Docker (hearth doctor shows what is wrong with it).',
      };
    }
    if (os.platform() === 'win32') {
      return { reason: 'child processes cannot stand for sandboxes on Windows', remedy: 'Use Docker Desktop or WSL2.' };
    }
    const runtime = runtimeNamed(pack.runtime);
    const launcher = runtime === undefined ? undefined : this.parts.launchers[runtime.family];
    if (runtime === undefined || launcher === undefined) {
      return { reason: `the runtime "${pack.runtime}" runs in its image only`, remedy: 'Start Docker.' };
    }
    const debug = debugOnThisMachine(spec.function.debug);
    const target = { runtime, handler: pack.handler, architecture: spec.architecture, ...(debug && { debug }) };
    return { launcher, target, code: spec.code };
  }
}

interface FoundLauncher {
  readonly launcher: RuntimeLauncher;
  readonly target: RuntimeToLaunch;
  readonly code: NonNullable<SandboxSpec['code']>;
}

type RunCode = Pick<FoundLauncher, 'target' | 'code'>;

/** Undefined for what is unpacked into a folder of Hearth's. */
function codeInPlace({ target: { handler, runtime }, code }: RunCode): CodeInPlace | undefined {
  return code.kind === 'folder' ? { folder: code.path, handler, family: runtime.family } : undefined;
}

function architectureNotice({ architecture }: SandboxSpec): string | undefined {
  const own = os.arch() === 'arm64' ? 'arm64' : 'x86_64';
  if (architecture === own) return undefined;
  return `The function asks for ${architecture}, this machine is ${own}: native code in it must be built for ${own}.`;
}
