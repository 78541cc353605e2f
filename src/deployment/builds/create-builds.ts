import path from 'node:path';
import { type Logger, UserError } from '../../base/index.js';
import type { Stack, StackFunction } from '../../model/index.js';
import type { Settings } from '../../settings/index.js';
import { createIgnore } from '../watch/ignore-patterns.js';
import { BuildState } from './build-state.js';
import { type BuildPlan, planBuilds } from './plan-builds.js';
import { runBuild } from './run-build.js';
import { SourceReader } from './source-files.js';

/** Runs the builds that were asked for before a project's code is read, and again when their sources have changed. */
export interface Builds extends AsyncDisposable {
  /**
   * The stack after its builds: `first` when it has been read already, else what `read` answers. It is read again when something was
   * built. A build that fails rejects with its `UserError` when it is for the project, or the first; else it is the problem of its
   * functions, and is not run again until a source has changed.
   */
  readBuilt(read: () => Promise<Stack>, first?: Stack): Promise<Stack>;
}

export interface BuildsNeeds {
  readonly settings: Pick<Settings, 'build' | 'projectFolder' | 'functionNames' | 'watchIgnore'>;
  readonly logger: Logger;
}

export function createBuilds({ settings, logger }: BuildsNeeds): Builds {
  const closing = new AbortController();
  const states = new Map<string, BuildState>();
  const imageIds = new Map<string, string>();
  const sources = new SourceReader(createIgnore(settings.watchIgnore, settings.projectFolder));

  const build = async (plan: BuildPlan): Promise<Error | undefined> => {
    logger.info(`Building ${plan.label} …`);
    try {
      const answer = await runBuild(plan, closing.signal);
      if (plan.command.kind === 'image' && answer !== undefined) imageIds.set(plan.command.tag, answer);
      return undefined;
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
  };

  /** Whether it was run, and why it has failed, now or before. */
  const buildWhenChanged = async (plan: BuildPlan): Promise<BuildResult> => {
    const key = JSON.stringify([plan.command, plan.folder]);
    const state = states.get(key) ?? new BuildState();
    states.set(key, state);
    const except = new Set(plan.except);
    const before = await sources.read(plan.sources, except);
    if (state.isDone(before, plan.except)) return { plan, hasRun: false, failure: state.failure };
    const failure = await build(plan);
    const own = state.ended(before, await sources.read(plan.sources, except), failure);
    for (const file of own) {
      const shown = path.relative(settings.projectFolder, file);
      logger.info(
        `The build of ${plan.label} changes "${shown}" each time: changes of it alone start no build while one runs.`,
      );
    }
    return { plan, hasRun: true, failure };
  };

  return {
    async readBuilt(read, first) {
      const before = first ?? (await read());
      const plans = planBuilds(before, settings);
      if (plans.length === 0) return before;
      const results: BuildResult[] = [];
      for (const plan of plans) results.push(await buildWhenChanged(plan));
      for (const { plan, failure } of results) {
        if (failure !== undefined && (first !== undefined || plan.functions === undefined)) throw failure;
      }
      const stack = results.some(({ hasRun }) => hasRun) ? await read() : before;
      return {
        ...stack,
        functions: stack.functions.map((declared) => withImageId(withFailure(declared, results), imageIds)),
        watched: [...new Set([...stack.watched, ...plans.map((plan) => plan.sources)])],
      };
    },
    [Symbol.asyncDispose]() {
      closing.abort();
      return Promise.resolve();
    },
  };
}

interface BuildResult {
  readonly plan: BuildPlan;
  readonly hasRun: boolean;
  readonly failure: Error | undefined;
}

function withFailure(declared: StackFunction, results: readonly BuildResult[]): StackFunction {
  const failed = results.find(({ plan, failure }) => failure && plan.functions?.includes(declared.name));
  if (failed?.failure === undefined) return declared;
  return { ...declared, problem: { errorType: 'Hearth.BuildFailed', message: failed.failure.message } };
}

/** The id instead of the tag, so that a new image is a new generation. */
function withImageId(declared: StackFunction, ids: ReadonlyMap<string, string>): StackFunction {
  if (declared.package.packageType !== 'Image') return declared;
  const id = ids.get(declared.package.imageUri);
  return id === undefined ? declared : { ...declared, package: { ...declared.package, imageUri: id } };
}
