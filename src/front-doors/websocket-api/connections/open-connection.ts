import { isUtf8 } from 'node:buffer';
import type { RawData, WebSocket } from 'ws';
import type { CancelTimer, Clock } from '../../../base/index.js';
import { webSocketLimits } from '../limits.js';
import type { Closed } from '../route-call.js';
import type { Connection } from './connection.js';

export interface OpenConnectionEvents {
  /** A text frame, or fragments put together; while many are under way the client is not read from. */
  readonly onMessage: (text: string) => Promise<void>;
  /** Once, however it ended. */
  readonly onClosed: (closed: Closed) => void;
}

/** The socket of a connected client with the limits of API Gateway: idle time, lifetime, no binary frames. */
export class OpenConnection {
  lastActiveAtMs: number;
  /** Settles when the connection has ended. */
  readonly closed: Promise<void>;
  #closedWith: Closed | undefined;
  #underWay = 0;
  readonly #timers: { idle: CancelTimer; lifetime: CancelTimer };

  constructor(
    readonly connection: Connection,
    private readonly socket: WebSocket,
    private readonly clock: Clock,
    private readonly events: OpenConnectionEvents,
  ) {
    this.lastActiveAtMs = clock.now();
    this.#timers = {
      idle: this.#watchIdleness(webSocketLimits.idleMs),
      lifetime: clock.schedule(webSocketLimits.lifetimeMs, () => {
        this.close(goingAway);
      }),
    };
    socket.on('message', (data, isBinary) => {
      this.#take(data, isBinary);
    });
    // Pongs are sent by the library.
    socket.on('ping', () => {
      this.lastActiveAtMs = this.clock.now();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#closedWith ??= closedByError(error);
    });
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        this.#end(code, reason.toString());
        resolve();
      });
    });
  }

  /** Sends a text frame; bytes that are no text go out as a binary one. `full`: the client does not read what it is sent. */
  post(data: Buffer): 'sent' | 'gone' | 'full' {
    if (this.#closedWith !== undefined || this.socket.readyState !== this.socket.OPEN) return 'gone';
    if (this.socket.bufferedAmount > webSocketLimits.unsentBytes) return 'full';
    this.lastActiveAtMs = this.clock.now();
    this.socket.send(data, { binary: !isUtf8(data) });
    return 'sent';
  }

  /** Begins the closing handshake; a client that does not take part is cut off by the library. */
  close(closed: Closed): void {
    if (this.#closedWith !== undefined) return;
    this.#closedWith = closed;
    this.socket.close(closed.code, closed.reason);
  }

  /** Cuts the client off. */
  terminate(): void {
    this.socket.terminate();
  }

  #take(data: RawData, isBinary: boolean): void {
    if (this.#closedWith !== undefined) return;
    this.lastActiveAtMs = this.clock.now();
    if (isBinary || !Buffer.isBuffer(data)) {
      this.close({ code: 1003, reason: '' });
      return;
    }
    this.#underWay += 1;
    if (this.#underWay >= webSocketLimits.messagesUnderWay) this.socket.pause();
    void this.events.onMessage(data.toString('utf8')).finally(() => {
      this.#underWay -= 1;
      if (this.socket.isPaused) this.socket.resume();
    });
  }

  /** Every message moves the end of the idle time; the timer only looks when it may have come. */
  #watchIdleness(afterMs: number): CancelTimer {
    return this.clock.schedule(afterMs, () => {
      const leftMs = this.lastActiveAtMs + webSocketLimits.idleMs - this.clock.now();
      if (leftMs > 0) this.#timers.idle = this.#watchIdleness(leftMs);
      else this.close(goingAway);
    });
  }

  #end(code: number, reason: string): void {
    this.#timers.idle();
    this.#timers.lifetime();
    const own = this.#closedWith;
    this.#closedWith ??= { code, reason };
    const isUnset = own === undefined && code === 1005;
    this.events.onClosed(own ?? { code, reason: isUnset ? 'Client-side close frame status not set' : reason });
  }
}

/** Why API Gateway closes: at the end of the idle time and of the lifetime, and here also when Hearth stops. */
export const goingAway: Closed = { code: 1001, reason: 'Going away' };

/** What the library closes with when a client breaks the protocol (RFC 6455 §7.4.1). */
function closedByError({ code = '' }: NodeJS.ErrnoException): Closed | undefined {
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return { code: 1009, reason: '' };
  if (code === 'WS_ERR_INVALID_UTF8') return { code: 1007, reason: '' };
  return code.startsWith('WS_ERR_') ? { code: 1002, reason: '' } : undefined;
}
