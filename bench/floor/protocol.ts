/** What the bench tells the floor. */
export type FloorOrder =
  | { readonly order: 'serve'; readonly runtimeApiHost: string }
  | { readonly order: 'open'; readonly count: number }
  | { readonly order: 'close' };

/** What the floor tells the bench. */
export type FloorReport =
  | { readonly report: 'serving'; readonly port: number }
  /** One port per sandbox, in the order of their numbers. */
  | { readonly report: 'opened'; readonly first: number; readonly ports: readonly number[] }
  | { readonly report: 'closed' }
  /** The runtime of this sandbox asked for its first invocation. */
  | { readonly report: 'ready'; readonly sandbox: number };
