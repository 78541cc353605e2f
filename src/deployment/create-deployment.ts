import { type Clock, type Logger, messageOf, UserError } from '../base/index.js';
import type { DebugSettings, Stack } from '../model/index.js';
import type { Registry } from '../registry/index.js';
import type { Settings } from '../settings/index.js';
import type { Storage } from '../storage/index.js';
import { applyAttachments } from './apply-attachments.js';
import { createCodeSources, type FetchObject } from './code-sources.js';
import type { Debugging } from './debugging.js';
import type { Deployment, GivenVariables } from './deployment.js';
import { unknownFunctions } from './environment.js';
import { functionNotices } from './function-notices.js';
import { createFolderDigests } from './folder-digest.js';
import { type FunctionSettings, toProjectFunction } from './project-function.js';
import { createIgnore } from './ignore-patterns.js';
import { selectFunctions } from './selection.js';
import { type FileWatch, watchFiles } from './watch-files.js';

export interface DeploymentDeps {
  readonly registry: Registry;
  readonly storage: Pick<Storage, 'code' | 'documents'>;
  readonly settings: FunctionSettings &
    Pick<Settings, 'functionNames' | 'watch' | 'dataFolder' | 'watchIgnore' | 'projectFolder'>;
  readonly fetchObject: FetchObject;
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
  readonly #stacks = new Map<string, Stack>();
  readonly #told = new Set<string>();
  readonly #watches: FileWatch[] = [];

  constructor(private readonly deps: DeploymentDeps) {}

  get stacks(): readonly Stack[] {
    return [...this.#stacks.values()];
  }

  async apply(whole: Stack, given?: GivenVariables): Promise<void> {
    const { registry, storage, clock } = this.deps;
    const settings = { ...this.deps.settings, ...given };
    const stack = selectFunctions(whole, settings.functionNames);
    const sources = createCodeSources(
      storage.code,
      createFolderDigests(storage.documents, clock),
      this.deps.fetchObject,
    );
    const debugged = this.deps.debugging?.planProject(stack) ?? new Map<string, DebugSettings>();
    const functions = await Promise.all(
      stack.functions.map((declared) => toProjectFunction(declared, settings, sources, debugged.get(declared.name))),
    );
    await registry.functions.applyProject(stack.file, functions);
    await applyAttachments(registry, stack.functions, settings, clock);
    registry.apis.replace(stack.file, stack);
    this.#stacks.set(stack.file, stack);
    for (const [index, declared] of stack.functions.entries()) {
      const applied = functions[index];
      if (applied) this.#tell(...functionNotices(declared, applied, settings, clock.now()));
    }
    for (const name of unknownFunctions(settings.environmentOverrides, whole.functions)) {
      this.#tell(`--env-vars names the function "${name}", which "${stack.file}" does not have.`);
    }
    this.#tell(...stack.notices);
  }

  watch(stack: Stack, read: () => Promise<Stack>, given?: () => GivenVariables): void {
    const { settings, clock, logger } = this.deps;
    if (!settings.watch) return;
    const watch = watchFiles({
      files: stack.watched,
      ignoredFolder: settings.dataFolder,
      ignores: createIgnore(settings.watchIgnore, settings.projectFolder),
      clock,
      logger,
      onChange: async () => {
        try {
          const changed = await read();
          await this.apply(changed, given?.());
          return changed.watched;
        } catch (error) {
          const remedy = error instanceof UserError ? '' : ' This is a fault of Hearth.';
          logger.error(`${messageOf(error)} What was loaded before goes on.${remedy}`, { error });
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
