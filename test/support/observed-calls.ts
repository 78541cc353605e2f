import type { LambdaClient } from '@aws-sdk/client-lambda';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { packageRoot } from '../../src/base/index.js';

/** Any command of the Lambda client: their types differ in ways that do not matter here. */
export interface AnyCommand {
  readonly middlewareStack: object;
}

type SentCommand = Parameters<LambdaClient['send']>[0];

/** What came over the wire, in the form in which recordings hold it. */
export type Observed = Readonly<Record<string, unknown>>;

/** Sends a command by the real SDK and answers what the server sent, success or not. */
export async function observe(client: LambdaClient, anyCommand: AnyCommand): Promise<Observed> {
  const command = anyCommand as unknown as SentCommand;
  let seen: Wire | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { statusCode: number; headers: Record<string, string>; body: Readable };
      const body = await buffer(response.body);
      seen = { status: response.statusCode, headers: response.headers, body };
      response.body = Readable.from([body]);
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'observe', override: true },
  );
  const failure = await client.send(command).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (seen === undefined) throw failure;
  return seen.status < 300 ? success(seen, command) : refusal(seen);
}

interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function metadata({ status }: Wire): Observed {
  return { ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: status } };
}

function success(wire: Wire, command: SentCommand): Observed {
  const name = command.constructor.name;
  if (name === 'InvokeCommand') return { ...metadata(wire), ...invoked(wire) };
  const members = wire.body.length === 0 ? {} : (JSON.parse(wire.body.toString()) as Observed);
  return { ...metadata(wire), ...members, ...(name === 'DeleteFunctionCommand' && { StatusCode: wire.status }) };
}

function invoked({ status, headers, body }: Wire): Observed {
  const members: Readonly<Record<string, string | undefined>> = {
    ExecutedVersion: headers['x-amz-executed-version'],
    FunctionError: headers['x-amz-function-error'],
    LogResult: headers['x-amz-log-result'],
  };
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(present), StatusCode: status, Payload: payloadOf(body) };
}

/** Recordings hold JSON objects as such and other payloads as text. */
function payloadOf(body: Buffer): unknown {
  const text = body.toString();
  return text.startsWith('{') ? (JSON.parse(text) as unknown) : text;
}

/** The recorded client shows the body's members only for errors that the service model knows. */
function refusal(wire: Wire): Observed {
  const body = JSON.parse(wire.body.toString() || '{}') as Readonly<Record<string, unknown>>;
  const code = wire.headers['x-amzn-errortype'] ?? '';
  const message = 'message' in body ? body['message'] : body['Message'];
  return { ...metadata(wire), Error: { Code: code, Message: message }, ...(modelledErrors().has(code) && body) };
}

function modelledErrors(): ReadonlySet<string> {
  const text = readFileSync(`${packageRoot()}/src/front-doors/aws-api/service-model.json`, 'utf8');
  return new Set(Object.keys((JSON.parse(text) as { readonly errors: object }).errors));
}
