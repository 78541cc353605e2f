import { changedBetween, type Look } from './changed-between.js';
import { type MeetFolder, readFileStates } from './read-file-states.js';
import { type IgnoreRules, watchedPaths, type WatchedPaths } from './watched-paths.js';

/** What is known of watched files since they were last looked at. */
export class WatchedTree {
  #paths: WatchedPaths;
  #last: Look;
  #sinceMs = 0;

  constructor(private readonly rules: IgnoreRules) {
    this.#paths = watchedPaths([], rules);
    this.#last = { paths: this.#paths, states: new Map() };
  }

  /** These files are watched from the next look on; those that were not until now count as changed when they have been since `sinceMs`. */
  follow(files: Iterable<string>, sinceMs: number): void {
    this.#paths = watchedPaths(files, this.rules);
    this.#sinceMs = sinceMs;
  }

  get roots(): ReadonlySet<string> {
    return this.#paths.roots;
  }

  /** Whether a look may find `file` changed. */
  concerns(file: string): boolean {
    return this.#paths.covers(file) || this.#paths.leadsTo(file);
  }

  /** Whether anything has changed since the last look. */
  async look(meet: MeetFolder): Promise<boolean> {
    const paths = this.#paths;
    const now = { paths, states: await readFileStates(paths, meet) };
    const hasChanged = changedBetween(this.#last, now, this.#sinceMs);
    this.#last = now;
    return hasChanged;
  }
}
