import type http from 'node:http';
import type { RequestHandler } from 'express';

/** Answers a request with a file, and says whether there is one; a request that it does not answer is untouched. */
export type StaticFiles = (request: http.IncomingMessage, response: http.ServerResponse) => Promise<boolean>;

/** The files of a folder, with types, ranges and validators as Express serves them; files whose names begin with a dot are not there. */
export function createStaticFiles(folder: string): StaticFiles {
  let loaded: Promise<RequestHandler> | undefined;
  const load = async (): Promise<RequestHandler> => {
    const { default: express } = await import('express');
    return express.static(folder, { dotfiles: 'ignore' });
  };
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const handle = await (loaded ??= load());
    return new Promise((resolve, reject) => {
      response.once('close', () => {
        resolve(true);
      });
      // Express needs nothing of its own for this: the handler works on what Node gives.
      void handle(
        request as Parameters<RequestHandler>[0],
        response as Parameters<RequestHandler>[1],
        (error?: unknown) => {
          const refusal = refusedStatus(error);
          if (refusal !== undefined) response.writeHead(refusal).end();
          else if (error instanceof Error) reject(error);
          else resolve(false);
        },
      );
    });
  };
}

/** What the client may not have of a file that is there: a range behind its end (416), a version that it no longer is (412). */
function refusedStatus(error: unknown): number | undefined {
  if (!(error instanceof Error && 'status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
