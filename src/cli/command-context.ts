import type { Io } from './io.js';

/** What a command gets: the world outside, and where to leave its exit status. */
export interface CommandContext {
  readonly io: Io;
  readonly finish: (status: number) => void;
}
