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
