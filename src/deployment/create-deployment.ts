import { type Clock, type Logger } from '../base/index.js';
import type { DebugSettings, Stack } from '../model/index.js';
import type { ProjectFunction, Registry } from '../registry/index.js';
import type { Settings } from '../settings/index.js';
import type { Storage } from '../storage/index.js';
import { addAttachments, removeAttachments } from './apply-attachments.js';
import { createCodeSources, type FetchObject } from './code-sources.js';
import type { Debugging } from './debugging.js';
import type { Deployment, GivenVariables, WatchedProject } from './deployment.js';
import { unknownFunctions } from './environment.js';
import { functionNotices, noticesAbout } from './function-notices.js';
import { createFolderDigests } from './folder-digest.js';
import { HandlersSeen } from './handlers-seen.js';
import { keepLoaded, type KeptFunction } from './keep-loaded.js';
import { type FunctionSettings, toProjectFunction } from './project-function.js';
import { selectFunctions } from './selection.js';
import { createIgnore } from './watch/ignore-patterns.js';
import { type InForce, summarizeChanges } from './summarize-changes.js';
import { createFailureTells } from './watch/failure-tells.js';
import { type FileWatch, watchFiles } from './watch/watch-files.js';

export interface DeploymentDeps {
  readonly registry: Registry;
  readonly storage: Pick<Storage, 'code' | 'documents'>;
  readonly settings: FunctionSettings &
    Pick<Settings, 'functionNames' | 'watch' | 'dataFolder' | 'watchIgnore' | 'watchPolling' | 'projectFolder'>;
  readonly fetchObject: FetchObject;
  /** The name of the only function that is told of; absent: all are. */
  readonly onlyCalled?: string;
  /** Absent: nothing is debugged. */
  readonly debugging?: Debugging;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells through the logger what each stack has to say (notices, functions that cannot be loaded), once. */
export function createDeployment(deps: DeploymentDeps): Deployment {
  return new ProjectDeployment(deps);
}

class ProjectDeployment implements Deployment {
  readonly #inForce = new Map<string, InForce>();
  readonly #handlersSeen = new HandlersSeen();
  readonly #told = new Set<string>();
  readonly #watches: FileWatch[] = [];

  constructor(private readonly deps: DeploymentDeps) {}

  get stacks(): readonly Stack[] {
    return [...this.#inForce.values()].map(({ stack }) => stack);
  }

  async apply(whole: Stack, given?: GivenVariables): Promise<void> {
    await this.#apply(whole, given, []);
  }

  /** Answers those of the `loaded` functions that cannot be loaded any more, and go on as they were. */
  async #apply(
    whole: Stack,
    given: GivenVariables | undefined,
    loaded: readonly ProjectFunction[],
  ): Promise<readonly KeptFunction[]> {
    const { storage, clock } = this.deps;
    const settings = { ...this.deps.settings, ...given };
    const stack = selectFunctions(whole, settings.functionNames);
    const sources = createCodeSources(
      storage.code,
      createFolderDigests(storage.documents, clock),
      this.deps.fetchObject,
    );
    const debugged = this.deps.debugging?.planProject(stack) ?? new Map<string, DebugSettings>();
    const read = await Promise.all(
      stack.functions.map((declared) => toProjectFunction(declared, settings, sources, debugged.get(declared.name))),
    );
    const before = this.#inForce.get(stack.file);
    const { functions, kept } = keepLoaded(loaded, read, (project) => this.#handlersSeen.lossOf(project));
    await this.#putInForce({ stack, functions }, settings);
    const { onlyCalled } = this.deps;
    for (const [index, declared] of stack.functions.entries()) {
      const applied = functions[index];
      if (applied && (onlyCalled === undefined || declared.name === onlyCalled))
        this.#tell(...functionNotices(declared, applied, settings, clock.now()));
    }
    for (const name of unknownFunctions(settings.environmentOverrides, whole.functions)) {
      this.#tell(`--env-vars names the function "${name}", which "${stack.file}" does not have.`);
    }
    this.#tell(...noticesAbout(stack, onlyCalled));
    const changes = before && summarizeChanges(before, { stack, functions });
    if (changes !== undefined) this.deps.logger.info(changes);
    return kept;
  }

  /** In an order in which every door reaches its function at each moment: what leaves goes only when no door names it. */
  async #putInForce(next: InForce, place: Pick<Settings, 'region' | 'account'>): Promise<void> {
    const { registry, clock } = this.deps;
    const { stack, functions } = next;
    const names = new Set(functions.map(({ version }) => version.name));
    const leaving = (this.#inForce.get(stack.file)?.functions ?? []).filter(({ version }) => !names.has(version.name));
    await registry.functions.applyProject(stack.file, [...functions, ...leaving]);
    await addAttachments(registry, stack.functions, place, clock);
    registry.apis.replace(stack.file, stack);
    this.#inForce.set(stack.file, next);
    await removeAttachments(registry, stack.functions, place);
    if (leaving.length > 0) await registry.functions.applyProject(stack.file, functions);
  }

  watch(stack: Stack, { read, given, readAtMs = this.deps.clock.now() }: WatchedProject): void {
    const { settings, clock, logger } = this.deps;
    if (!settings.watch) return;
    const failures = createFailureTells(logger);
    const watch = watchFiles({
      files: stack.watched,
      sinceMs: readAtMs,
      polling: settings.watchPolling,
      ignoredFolder: settings.dataFolder,
      ignores: createIgnore(settings.watchIgnore, settings.projectFolder),
      clock,
      logger,
      onChange: async () => {
        try {
          const changed = await read();
          failures.applied(await this.#apply(changed, given?.(), this.#inForce.get(changed.file)?.functions ?? []));
          return changed.watched;
        } catch (error) {
          failures.failed(error);
          return undefined;
        }
      },
    });
    this.#watches.push(watch);
  }

  async untilWatching(): Promise<void> {
    await Promise.all(this.#watches.map((watch) => watch.ready));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#watches.splice(0).map((watch) => watch[Symbol.asyncDispose]()));
  }

  #tell(...messages: readonly string[]): void {
    for (const message of messages) {
      if (!this.#told.has(message)) this.deps.logger.warn(message);
      this.#told.add(message);
    }
  }
}
