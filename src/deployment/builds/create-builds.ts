import type { Logger } from '../../base/index.js';
import type { Stack, StackFunction } from '../../model/index.js';
import type { Settings } from '../../settings/index.js';
import { type BuildPlan, planBuilds } from './plan-builds.js';
import { runBuild } from './run-build.js';
import { sourceState } from './source-state.js';

/** Runs the builds that were asked for before a project's code is read, and again when their sources have changed. */
export interface Builds extends AsyncDisposable {
  /**
   * The stack after its builds: `first` when it has been read already, else what `read` answers. It is read again when something was
   * built. Rejects with the `UserError` of a build that fails.
   */
  readBuilt(read: () => Promise<Stack>, first?: Stack): Promise<Stack>;
}

export interface BuildsNeeds {
  readonly settings: Pick<Settings, 'build' | 'projectFolder' | 'functionNames'>;
  readonly logger: Logger;
}

export function createBuilds({ settings, logger }: BuildsNeeds): Builds {
  const closing = new AbortController();
  const states = new Map<string, string>();
  const imageIds = new Map<string, string>();

  const buildWhenChanged = async (plan: BuildPlan): Promise<boolean> => {
    const key = JSON.stringify(plan);
    if (states.get(key) === (await sourceState(plan.sources))) return false;
    logger.info(`Building ${plan.label} …`);
    const answer = await runBuild(plan, closing.signal);
    if (plan.command.kind === 'image' && answer !== undefined) imageIds.set(plan.command.tag, answer);
    // What the build wrote belongs to the state that it left.
    states.set(key, await sourceState(plan.sources));
    return true;
  };

  return {
    async readBuilt(read, first) {
      const before = first ?? (await read());
      const plans = planBuilds(before, settings);
      if (plans.length === 0) return before;
      let somethingBuilt = false;
      for (const plan of plans) somethingBuilt = (await buildWhenChanged(plan)) || somethingBuilt;
      const stack = somethingBuilt ? await read() : before;
      return {
        ...stack,
        functions: stack.functions.map((declared) => withImageId(declared, imageIds)),
        watched: [...new Set([...stack.watched, ...plans.map(({ sources }) => sources)])],
      };
    },
    [Symbol.asyncDispose]() {
      closing.abort();
      return Promise.resolve();
    },
  };
}

/** The id instead of the tag, so that a new image is a new generation. */
function withImageId(declared: StackFunction, ids: ReadonlyMap<string, string>): StackFunction {
  if (declared.package.packageType !== 'Image') return declared;
  const id = ids.get(declared.package.imageUri);
  return id === undefined ? declared : { ...declared, package: { ...declared.package, imageUri: id } };
}
