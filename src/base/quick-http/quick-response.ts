import http from 'node:http';
import type { Socket } from 'node:net';
import type { WholeResponse } from './whole-exchange.js';

/** Up to here it costs less to copy a body than to hand the kernel two pieces. */
const worthJoining = 16 * 1024;

/** What `node:http` accepts as the name and as the value of a header. */
const sendableName = /^[\w!#$%&'*+.^`|~-]+$/;
const sendableValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The connection that an answer goes to. */
export interface AnsweredConnection {
  readonly socket: Socket;
  /** `Date` unless the answer has one, and what tells of the connection itself, each with its line end. */
  ownHeaders(isDated: boolean): string;
  answered(): void;
}

/** An answer in one piece, with the bytes that `node:http` would send for it. */
export class QuickResponse implements WholeResponse {
  closed = false;
  writableEnded = false;
  statusMessage = '';
  /** Of 204 and 304 no body is sent. */
  #isBodiless = false;
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
    const flat = Array.isArray(headers) ? headers : flatten(headers);
    this.statusMessage ||= http.STATUS_CODES[status] ?? 'unknown';
    this.#isBodiless = status === 204 || status === 304;
    this.#head = `HTTP/1.1 ${String(status)} ${this.statusMessage}\r\n${linesOf(flat)}${this.connection.ownHeaders(hasDate(flat))}\r\n`;
  }

  end(body?: Buffer): void {
    const { socket } = this.connection;
    const head = this.#head ?? '';
    this.writableEnded = true;
    if (socket.writable) {
      if (body === undefined || this.#isBodiless) socket.write(head, 'latin1');
      else if (body.length <= worthJoining) {
        socket.write(head + body.toString('latin1'), 'latin1');
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

function flatten(headers: http.OutgoingHttpHeaders): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().flatMap((each) => [name, String(each)]),
  );
}

/** Of AWS's services some send the function's own. */
function hasDate(headers: readonly string[]): boolean {
  for (let at = 0; at < headers.length; at += 2) {
    if (headers[at]?.length === 4 && headers[at]?.toLowerCase() === 'date') return true;
  }
  return false;
}

function linesOf(headers: readonly string[]): string {
  let lines = '';
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? '';
    const value = headers[at + 1] ?? '';
    if (!sendableName.test(name)) http.validateHeaderName(name);
    if (!sendableValue.test(value)) http.validateHeaderValue(name, value);
    lines += `${name}: ${value}\r\n`;
  }
  return lines;
}
