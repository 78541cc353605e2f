import { serviceModel, shapeNamed } from '../../../src/front-doors/aws-api/service-model.js';

/** An operation's input by the model's member names, in the form that its parts have on the wire. */
export type ModelInput = Readonly<Record<string, unknown>>;

/** What the service answers to it, parsed if it is JSON. */
export interface WireAnswer {
  readonly status: number;
  readonly errorType: string | undefined;
  readonly message: string;
}

/** Sends the input as the model binds it, with no check of a client in between; `stray` are members that the model does not know. */
export async function sendInput(
  url: string,
  operation: string,
  input: ModelInput,
  stray: Readonly<Record<string, unknown>> = {},
): Promise<WireAnswer> {
  const { method, path, input: inputShape } = operationModel(operation);
  const shape = shapeNamed(inputShape);
  const [labelled = '', fixedQuery = ''] = path.split('?');
  let pathname = labelled;
  const query = new URLSearchParams(fixedQuery);
  const headers: Record<string, string> = { authorization: signature };
  const body: Record<string, unknown> = { ...stray };
  for (const [name, value] of Object.entries(input)) {
    const member = shape.members?.[name];
    const wireName = member?.name ?? name;
    if (member?.in === 'uri') pathname = pathname.replace(`{${wireName}}`, encodeURIComponent(String(value)));
    else if (member?.in === 'querystring') for (const item of [value].flat()) query.append(wireName, String(item));
    else if (member?.in === 'header') headers[wireName] = String(value);
    else if (name !== shape.payload) body[wireName] = value;
  }
  const text = shape.payload === undefined ? JSON.stringify(body) : '{}';
  const response = await fetch(`${url}${pathname}?${query.toString()}`, {
    method,
    headers,
    ...(method !== 'GET' && { body: text }),
  });
  const answer = parsed(await response.text());
  return {
    status: response.status,
    errorType: response.headers.get('x-amzn-errortype') ?? undefined,
    message: answer.message ?? answer.Message ?? '',
  };
}

export function operationModel(name: string) {
  const operation = serviceModel.operations[name];
  if (operation === undefined) throw new Error(`The service model has no operation "${name}".`);
  return operation;
}

const signature =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0';

function parsed(text: string): { readonly message?: string; readonly Message?: string } {
  try {
    return JSON.parse(text) as { readonly message?: string; readonly Message?: string };
  } catch {
    return {};
  }
}
