import { plainAddress } from '../../base/index.js';

export type Verdict = 'admitted' | 'refused' | 'undecided';

/** Which addresses may talk to one sandbox's listener. Undecided until the sandbox's own address is known. */
export class AdmittedPeers {
  #addresses: ReadonlySet<string> | undefined;

  constructor(private readonly sandboxesHaveAddresses: boolean) {}

  admit(addresses: readonly string[]): void {
    this.#addresses = new Set(addresses);
  }

  forget(): void {
    this.#addresses = undefined;
  }

  verdict(remoteAddress: string | undefined): Verdict {
    if (!this.sandboxesHaveAddresses) return 'admitted';
    if (this.#addresses === undefined) return 'undecided';
    return remoteAddress !== undefined && this.#addresses.has(plainAddress(remoteAddress)) ? 'admitted' : 'refused';
  }
}
