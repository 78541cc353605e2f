import { type Deferred, deferred } from '../../../../base/index.js';
import type { Gate } from './gate.js';

/** A gate that is being made: nobody's yet, or promised to one start. */
export interface GateInMaking {
  readonly isClaimed: boolean;
  /** Tells whoever has claimed it; without a gate its making has failed. Answers whether somebody has. */
  made(gate: Gate | undefined): boolean;
}

interface Making extends GateInMaking {
  claim: Deferred<Gate | undefined> | undefined;
}

/** The gates of one kind that are being made. A start that finds none ready waits for one of these: it is ahead of any other way. */
export class GatesInMaking {
  /** Begun first, ready first. */
  readonly #all = new Set<Making>();

  /** Those that nobody has claimed. */
  get unclaimed(): number {
    return [...this.#all].filter(({ isClaimed }) => !isClaimed).length;
  }

  begin(): GateInMaking {
    const all = this.#all;
    const making: Making = {
      claim: undefined,
      get isClaimed() {
        return this.claim !== undefined;
      },
      made(gate) {
        all.delete(this);
        this.claim?.resolve(gate);
        return this.isClaimed;
      },
    };
    all.add(making);
    return making;
  }

  /** For the caller alone, as soon as it is ready; undefined when none is being made, or its making fails. */
  claim(): Promise<Gate | undefined> | undefined {
    const making = [...this.#all].find(({ isClaimed }) => !isClaimed);
    if (making === undefined) return undefined;
    making.claim = deferred();
    return making.claim.promise;
  }
}
