import path from 'node:path';
import { changedFiles, isSameSources, type SourceFiles } from './source-files.js';

/**
 * How a build was when it last ended, and whether it has to run again. What has changed while a build ran was edited, which asks for
 * one more, or is the build's own work. Its own are files that it makes; those whose change had it run once more and come to the
 * same result; and those that change each time.
 */
export class BuildState {
  #built: SourceFiles | undefined;
  #left: SourceFiles | undefined;
  #failure: Error | undefined;
  /** How many builds in a row have left each file changed, own files left out. */
  #changedInARow = new Map<string, number>();
  readonly #ownFiles = new Set<string>();

  /** Why the last build of these very sources failed. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Sources that are in the folders of `except` by now, once it is known whose they are, count no more. */
  isDone(sources: SourceFiles, except: readonly string[]): boolean {
    return this.#built !== undefined && isSameSources(without(this.#built, except), sources);
  }

  /** Notes the end of a build that began with the sources `before`; answers the files that are found to change each time. */
  ended(before: SourceFiles, after: SourceFiles, failure: Error | undefined): readonly string[] {
    if (failure === undefined && isSameSources(before, after) && this.#left && isSameSources(this.#left, before)) {
      for (const file of this.#changedInARow.keys()) this.#ownFiles.add(file);
    }
    for (const file of after.keys()) if (!before.has(file)) this.#ownFiles.add(file);
    const changed = changedFiles(before, after).filter((file) => !this.#ownFiles.has(file));
    const inARow = new Map(changed.map((file) => [file, (this.#changedInARow.get(file) ?? 0) + 1]));
    const restless = changed.filter((file) => (inARow.get(file) ?? 0) >= changesOfABuild);
    for (const file of restless) this.#ownFiles.add(file);
    const edited = changed.filter((file) => !restless.includes(file));
    this.#changedInARow = inARow;
    this.#failure = failure;
    this.#left = after;
    this.#built = new Map([...after, ...edited.map((file) => [file, before.get(file) ?? ''] as const)]);
    return restless;
  }
}

function without(sources: SourceFiles, folders: readonly string[]): SourceFiles {
  return new Map([...sources].filter(([file]) => !folders.some((folder) => file.startsWith(folder + path.sep))));
}

/** Nobody saves the same file during so many builds one after the other. */
const changesOfABuild = 3;
