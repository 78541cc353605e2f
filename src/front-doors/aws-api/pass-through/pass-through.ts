import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Logger, messageOf, newUuid } from '../../../base/index.js';
import type { Settings } from '../../../settings/index.js';
import { callerOf } from '../caller.js';
import { forward } from './forward.js';
import { requestedService } from './requested-service.js';
import { writeServiceError } from './service-error.js';

export interface PassThroughNeeds {
  readonly settings: Pick<Settings, 'account' | 'region' | 'awsEndpoint'>;
  readonly logger: Logger;
}

/** What is not Hearth's goes to `--aws-endpoint`; without one the caller is told which flag is missing, in its service's protocol. */
export async function passThrough(
  request: IncomingMessage,
  response: ServerResponse,
  read: { readonly body?: Buffer; readonly action?: string },
  { settings, logger }: PassThroughNeeds,
): Promise<void> {
  const caller = callerOf(request.headers, request.url?.split('?')[1], settings);
  const wanted = requestedService(request, caller, read.action);
  const requestId = newUuid();
  const { awsEndpoint } = settings;
  if (awsEndpoint === undefined) {
    const what = wanted.operation === undefined ? `"${wanted.service}"` : `"${wanted.service}" (${wanted.operation})`;
    const message = `Hearth is Lambda; this request is for ${what}. Pass --aws-endpoint with the URL of what should answer it.`;
    writeServiceError(response, wanted, { status: 501, code: 'NotImplemented', message, requestId });
    return;
  }
  try {
    await forward(request, response, awsEndpoint, read.body);
  } catch (error) {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const message = `The AWS endpoint "${awsEndpoint}" could not be reached: ${messageOf(error)}. Start it, or pass another --aws-endpoint.`;
    logger.warn(message);
    writeServiceError(response, wanted, { status: 502, code: 'BadGateway', message, requestId });
  }
}
