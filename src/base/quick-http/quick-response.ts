import http from 'node:http';
import type { Socket } from 'node:net';
import type { WholeResponse } from './whole-exchange.js';

/** Up to here it costs less to copy a body than to hand the kernel two pieces. */
const worthJoining = 16 * 1024;

/** What `node:http` accepts as the value of a header. */
const sendableValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The connection that an answer goes to. */
export interface AnsweredConnection {
  readonly socket: Socket;
  /** `Date` and what tells of the connection itself, each with its line end. */
  ownHeaders(): string;
  answered(): void;
}

/** An answer in one piece, with the bytes that `node:http` would send for it. */
export class QuickResponse implements WholeResponse {
  closed = false;
  writableEnded = false;
  #head: string | undefined;
  #closeListeners: (() => void)[] = [];

  constructor(private readonly connection: AnsweredConnection) {}

  get destroyed(): boolean {
    return this.closed || this.connection.socket.destroyed;
  }

  get headersSent(): boolean {
    return this.#head !== undefined;
  }

  writeHead(status: number, headers: string[] | http.OutgoingHttpHeaders): void {
    const lines = Array.isArray(headers) ? linesOf(headers) : linesOf(flat(headers));
    this.#head = `HTTP/1.1 ${String(status)} ${http.STATUS_CODES[status] ?? 'unknown'}\r\n${lines}${this.connection.ownHeaders()}\r\n`;
  }

  end(body?: Buffer): void {
    const { socket } = this.connection;
    const head = this.#head ?? '';
    this.writableEnded = true;
    if (socket.writable) {
      if (body === undefined || body.length <= worthJoining) {
        socket.write(body === undefined ? head : head + body.toString('latin1'), 'latin1');
      } else {
        socket.cork();
        socket.write(head, 'latin1');
        socket.write(body);
        socket.uncork();
      }
    }
    this.connection.answered();
  }

  destroy(): void {
    this.connection.socket.destroy();
  }

  /** Its connection is gone. */
  close(): void {
    this.closed = true;
    for (const listener of [...this.#closeListeners]) listener();
  }

  on(_event: 'close', listener: () => void): void {
    this.#closeListeners.push(listener);
  }

  off(_event: 'close', listener: () => void): void {
    this.#closeListeners = this.#closeListeners.filter((each) => each !== listener);
  }
}

function flat(headers: http.OutgoingHttpHeaders): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().flatMap((each) => [name, String(each)]),
  );
}

function linesOf(headers: readonly string[]): string {
  let lines = '';
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? '';
    const value = headers[at + 1] ?? '';
    if (!sendableValue.test(value)) http.validateHeaderValue(name, value);
    lines += `${name}: ${value}\r\n`;
  }
  return lines;
}
