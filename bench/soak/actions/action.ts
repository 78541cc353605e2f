import type { HttpClient } from '../../parts/http-client.js';
import type { Random } from '../random.js';
import type { Tally } from '../tally.js';

/** One thing that a caller does. */
export interface Action {
  readonly name: string;
  /** How often it is chosen, against the others. */
  readonly weight: number;
  readonly act: (surroundings: ActionSurroundings) => Promise<void>;
}

export interface ActionSurroundings {
  readonly client: HttpClient;
  readonly random: Random;
  readonly tally: Tally;
  /** Remembers an event that was accepted: its mark, and the request id under which it was. */
  readonly accepted: (mark: string, requestId: string) => void;
}
