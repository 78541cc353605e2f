import { UserError } from '../base/index.js';
import type { RunningHearth } from '../emulator/index.js';
import { parseFunctionName } from '../model/index.js';
import type { InvokedFunction } from './invoked-function.js';
import { checkFunctionRuns } from './running-function.js';

/** Invokes through a running Hearth's AWS API. */
export async function invokeRunning(
  hearth: RunningHearth,
  functionName: string,
  payload: Buffer,
  tenantId?: string,
): Promise<InvokedFunction> {
  const response = await fetch(
    `${hearth.awsUrl}/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`,
    {
      method: 'POST',
      headers: { 'x-amz-log-type': 'Tail', ...(tenantId !== undefined && { 'x-amz-tenant-id': tenantId }) },
      body: new Uint8Array(payload),
    },
  );
  const body = Buffer.from(await response.arrayBuffer());
  if (!response.ok) {
    if (response.status === 404) await checkFunctionRuns(hearth, parseFunctionName(functionName)?.name ?? functionName);
    throw new UserError(
      `${messageIn(body)} (${response.status} of the Hearth at ${hearth.awsUrl}, process ${hearth.pid}). Stop it to invoke without it.`,
    );
  }
  const log = response.headers.get('x-amz-log-result');
  return {
    payload: body,
    failed: response.headers.has('x-amz-function-error'),
    logTail: log === null ? '' : Buffer.from(log, 'base64').toString('utf8'),
  };
}

function messageIn(body: Buffer): string {
  const text = body.toString('utf8');
  try {
    const { Message, message } = JSON.parse(text) as { readonly Message?: string; readonly message?: string };
    return Message ?? message ?? text;
  } catch {
    return text;
  }
}
