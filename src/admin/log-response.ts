import type http from 'node:http';
import type { LogLine } from '../worker/logs/index.js';
import type { RecentLogs } from './recent-logs.js';

/** Bytes that a slow reader may have waiting before it is cut off: it never makes a function wait. */
const mostWaitingBytes = 8 * 1024 * 1024;

/**
 * `/_hearth/logs?function=<name>&lines=<number>&follow=1`: newline-delimited JSON, one `LogLine` each; with `follow` the response
 * goes on until the client leaves.
 */
export function answerLogs(logs: RecentLogs, query: URLSearchParams, response: http.ServerResponse): void {
  const name = query.get('function') ?? undefined;
  const lines = logs.list(name);
  const wanted = Number(query.get('lines') ?? lines.length);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (const line of lines.slice(Math.max(0, lines.length - wanted))) write(response, line);
  if (query.get('follow') !== '1') {
    response.end();
    return;
  }
  response.flushHeaders();
  const stop = logs.follow((line) => {
    if (name !== undefined && line.functionName !== name) return;
    write(response, line);
    if (response.writableLength > mostWaitingBytes) response.destroy();
  });
  response.once('close', stop);
}

function write(response: http.ServerResponse, line: LogLine): void {
  response.write(`${JSON.stringify(line)}\n`);
}
