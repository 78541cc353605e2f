import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';

/** Frames of `application/vnd.amazon.eventstream`, as InvokeWithResponseStream sends them. */
export class InvokeEventStream {
  readonly #codec = new EventStreamCodec(toUtf8, fromUtf8);

  payloadChunk(bytes: Buffer): Uint8Array {
    return this.#event('PayloadChunk', 'application/octet-stream', bytes);
  }

  /** The last event. A member that is undefined is left out. */
  invokeComplete(members: InvokeComplete): Uint8Array {
    return this.#event('InvokeComplete', 'application/json', Buffer.from(JSON.stringify(members)));
  }

  #event(eventType: string, contentType: string, body: Uint8Array): Uint8Array {
    const headers = {
      ':event-type': { type: 'string', value: eventType },
      ':content-type': { type: 'string', value: contentType },
      ':message-type': { type: 'string', value: 'event' },
    } as const;
    return this.#codec.encode({ headers, body });
  }
}

export interface InvokeComplete {
  readonly ErrorCode?: string;
  readonly ErrorDetails?: string;
  readonly LogResult?: string;
}
