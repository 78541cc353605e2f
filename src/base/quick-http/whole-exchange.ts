import type http from 'node:http';
import type { Socket } from 'node:net';

/** A request that came in one piece, with the words of `IncomingMessage` for what both tell. */
export interface WholeRequest {
  readonly method: string;
  readonly url: string;
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[];
  /** Lower-case names; none is there twice. */
  readonly headers: Readonly<http.IncomingHttpHeaders>;
  readonly socket: Socket;
  readonly httpVersion: string;
  readonly httpVersionMajor: number;
  readonly body: Buffer;
}

/** What an answer in one piece needs of a response. `ServerResponse` has it too. */
export interface WholeResponse {
  readonly closed: boolean;
  readonly destroyed: boolean;
  readonly headersSent: boolean;
  readonly writableEnded: boolean;
  /** The words behind the status, where they are not the usual ones. */
  statusMessage: string;
  /** Names and values in turn, or by name; one is `Content-Length`, except with 204 and 304; none but `Date` is the connection's own. */
  writeHead(status: number, headers: string[] | http.OutgoingHttpHeaders): unknown;
  end(body?: Buffer): unknown;
  destroy(): unknown;
  on(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}

/** Answers a request, now or later; false, with nothing done, leaves it to `node:http`. */
export type QuickListener = (request: WholeRequest, response: WholeResponse) => boolean;

/** A listener of `node:http` that can answer some of its requests without it. */
export interface HttpListener extends http.RequestListener {
  readonly quick?: QuickListener;
}
