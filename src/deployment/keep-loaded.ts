import type { ProjectFunction } from '../registry/index.js';

/** A function that ran before and cannot be loaded as its files are now. */
export interface KeptFunction {
  readonly logicalId: string;
  /** Why it cannot be loaded. */
  readonly message: string;
}

export interface Loaded {
  readonly functions: readonly ProjectFunction[];
  readonly kept: readonly KeptFunction[];
}

/**
 * What is to run after an edit: a function that the edit has broken (its code is being built anew, its runtime is misspelt) goes on as it
 * was loaded before, by its name. `lossOf` says what a function that can be read lacks.
 */
export function keepLoaded(
  before: readonly ProjectFunction[],
  now: readonly ProjectFunction[],
  lossOf: (project: ProjectFunction) => string | undefined,
): Loaded {
  const working = new Map(
    before.filter(({ version }) => version.problem === undefined).map((loaded) => [loaded.version.name, loaded]),
  );
  const kept: KeptFunction[] = [];
  const functions = now.map((project) => {
    const last = working.get(project.version.name);
    const message = project.version.problem?.message ?? lossOf(project);
    if (message === undefined || last === undefined) return project;
    kept.push({ logicalId: project.logicalId, message });
    return last;
  });
  return { functions, kept };
}
