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

  verdict(remoteAddress: string | undefined): 'admitted' | 'refused' | 'undecided' {
    if (!this.sandboxesHaveAddresses) return 'admitted';
    if (this.#addresses === undefined) return 'undecided';
    return remoteAddress !== undefined && this.#addresses.has(withoutMapping(remoteAddress)) ? 'admitted' : 'refused';
  }
}

/** `::ffff:172.17.0.2`, as a listener on both families prints IPv4 peers, is 172.17.0.2. */
function withoutMapping(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
