import { messageOf } from '../../../../base/index.js';

/**
 * Whether an engine can put a small init before the runtime. It makes the runtime an ordinary process, which signals to itself
 * can end as on AWS: the kernel keeps them from a container's first process. An engine may promise an init that is not
 * installed; that shows only when something is started, and is remembered here.
 */
export class InitProcess {
  #there: boolean;

  constructor(promised: boolean) {
    this.#there = promised;
  }

  get there(): boolean {
    return this.#there;
  }

  /** Whether a failed create or start was for want of the init; from then on it is not asked for. */
  isMissing(error: unknown): boolean {
    if (!this.#there || !/docker-init|container-init|catatonit|init binary/i.test(messageOf(error))) return false;
    this.#there = false;
    return true;
  }
}
