/** Where an engine listens. */
export type EngineAddress =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls?: TlsMaterial }
  | { readonly kind: 'ssh'; readonly host: string; readonly port: number; readonly username?: string };

/** PEM texts; with `verify` false the engine's certificate is not checked (a context's `SkipTLSVerify`). */
export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly verify: boolean;
}

/** An engine that somebody named, and who: `DOCKER_HOST`, `context "colima"`, `socket`. */
export interface EngineEndpoint {
  readonly address: EngineAddress;
  readonly source: string;
  /** The address as its owner spelled it, for messages. */
  readonly spelled: string;
}

/** True for a socket and a loopback address: the engine runs here, or in a virtual machine that shares this one's folders. */
export function isLocalEngine({ address }: EngineEndpoint): boolean {
  if (address.kind === 'socket') return true;
  return address.kind === 'tcp' && ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(address.host);
}
