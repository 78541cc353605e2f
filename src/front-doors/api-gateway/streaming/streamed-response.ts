import type http from 'node:http';
import type { ResponseSink } from '../../../model/index.js';
import { isPreludeType, type Prelude, preludeLimit, readPrelude, splitPrelude } from './prelude.js';

/** What a door makes of a function's stream. */
export interface StreamRules {
  /** Status and headers for the client; `prelude` is undefined when the function sends none. */
  readonly head: (prelude: Prelude | undefined) => Prelude;
  /** Whether a stream without a prelude is refused. */
  readonly needsPrelude: boolean;
}

/** Passes a function's stream to a client chunk by chunk, its first byte at once. */
export class StreamedResponse implements ResponseSink {
  /** Why the stream cannot be passed on; the client has then got nothing. */
  malformed: string | undefined;
  #hasPrelude = false;
  #pending = Buffer.alloc(0);
  #sent = false;

  constructor(
    private readonly response: http.ServerResponse,
    private readonly rules: StreamRules,
  ) {}

  /** Whether the client has got a status. */
  get begun(): boolean {
    return this.#sent;
  }

  begin({ contentType }: { readonly contentType: string }): void {
    this.#hasPrelude = isPreludeType(contentType);
    if (this.#hasPrelude) return;
    if (this.rules.needsPrelude) this.malformed = 'it streams without a prelude';
    else this.#sendHead(undefined);
  }

  write(chunk: Buffer): Promise<void> | undefined {
    if (this.malformed !== undefined) return undefined;
    if (this.#sent) return this.#pass(chunk);
    this.#pending = Buffer.concat([this.#pending, chunk]);
    const split = splitPrelude(this.#pending);
    if (split === undefined) {
      if (this.#pending.length >= preludeLimit) this.malformed = 'its prelude has no end within 16 KB';
      return undefined;
    }
    const prelude = readPrelude(split.prelude);
    if ('malformed' in prelude) {
      this.malformed = prelude.malformed;
      return undefined;
    }
    this.#sendHead(prelude);
    return this.#pass(split.body);
  }

  /** The function has ended well; false when the client has got nothing, because the prelude was never complete. */
  end(): boolean {
    if (this.#hasPrelude && !this.#sent) this.malformed ??= 'its prelude has no end';
    if (!this.#sent) return false;
    this.response.end();
    return true;
  }

  /** The function has failed in the middle: the client sees the body break off. */
  breakOff(): void {
    // HTTP/2 ends a stream that is destroyed without a reason as if it were whole.
    if (this.response.req.httpVersionMajor >= 2)
      this.response.destroy(new Error('The function failed while it streamed.'));
    else this.response.destroy();
  }

  #sendHead(prelude: Prelude | undefined): void {
    const { status, headers } = this.rules.head(prelude);
    this.#sent = true;
    if (this.response.destroyed) return;
    this.response.writeHead(status, headers.flat());
    this.response.flushHeaders();
  }

  #pass(chunk: Buffer): Promise<void> | undefined {
    if (chunk.length === 0 || this.response.destroyed) return undefined;
    if (this.response.write(chunk)) return undefined;
    return new Promise((resolve) => {
      const settle = (): void => {
        this.response.off('drain', settle).off('close', settle);
        resolve();
      };
      this.response.once('drain', settle).once('close', settle);
    });
  }
}
