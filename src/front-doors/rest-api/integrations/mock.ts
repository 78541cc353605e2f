import type { BackendResponse } from '../mapping/map-response.js';
import type { FailedIntegration } from './integrated.js';
import type { MappedBody } from './mapped.js';

/** A mock answers the status that its request template names. */
export function answerMock({ body }: MappedBody): BackendResponse | FailedIntegration {
  const status = statusIn(body.toString('utf8'));
  if (status === undefined) {
    return {
      refusal: 'API_CONFIGURATION_ERROR',
      reason: 'the request template of its mock makes no JSON with a whole number as "statusCode"',
    };
  }
  return { selectionText: String(status), status, headers: [], body: Buffer.alloc(0) };
}

/** A whole number, whichever. AWS's JSON here is lenient: names may stand without quotes, as the CDK writes them. */
function statusIn(text: string): number | undefined {
  const found = /^\s*\{[\s\S]*?["']?statusCode["']?\s*:\s*(-?\d+)\s*[,}]/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
