import type { WholeRequest } from '../../../base/index.js';
import { invalidParameterValue, invalidRequestContent, limits, parseFunctionName } from '../../../model/index.js';
import type { FunctionReference } from '../../../invoke-path/invoke-frontend/index.js';
import type { FunctionRegistry } from '../../../registry/index.js';
import type { Caller } from '../caller.js';
import { functionTarget } from '../function-target.js';
import { serviceModel } from '../service-model.js';
import type { InputValidator } from '../validation/validate-input.js';
import { readInput } from '../wire/read-input.js';
import type { InvokePath } from './invoke-path.js';

export type InvocationType = 'RequestResponse' | 'Event' | 'DryRun';

/** What is read of an invoking request besides its path and payload. */
export type InvokeHead = Pick<WholeRequest, 'headers' | 'socket'>;

/** What an invoking request says besides its payload. */
export interface InvokeInput {
  readonly target: FunctionReference;
  readonly invocationType: InvocationType;
  readonly wantsLogTail: boolean;
  readonly clientContext?: string | undefined;
  readonly traceId?: string | undefined;
  readonly tenantId?: string | undefined;
}

/** More functions than anyone invokes in turn; past it the memory starts anew. */
const mostReferences = 2000;

/** Reads the path and headers of invoking requests; references that passed AWS's checks once are remembered. */
export class InvokeInputReader {
  readonly #references = new Map<string, FunctionReference>();

  constructor(
    private readonly functions: FunctionRegistry,
    private readonly validator: InputValidator,
  ) {}

  read(path: InvokePath, request: InvokeHead, caller: Caller): InvokeInput {
    const { headers } = request;
    const invocationType = header(request, 'x-amz-invocation-type') ?? 'RequestResponse';
    const logType = header(request, 'x-amz-log-type') ?? 'None';
    const tenantId = header(request, 'x-amz-tenant-id');
    const isPlain =
      isInvocationType(invocationType, path.operation) &&
      (logType === 'None' || logType === 'Tail') &&
      tenantId === undefined;
    const remembered = `${caller.account} ${caller.region} ${path.operation} ${path.functionSegment} ${path.query}`;
    let target = isPlain ? this.#references.get(remembered) : undefined;
    target ??= this.#check(path, request, caller, remembered);
    if (headers['x-amz-durable-execution-name'] !== undefined) {
      throw invalidParameterValue('Hearth: durable executions are not supported yet. Leave DurableExecutionName out.');
    }
    return {
      target,
      invocationType: invocationType as InvocationType,
      wantsLogTail: logType === 'Tail',
      clientContext: clientContextFrom(header(request, 'x-amz-client-context')),
      traceId: header(request, 'x-amzn-trace-id'),
      tenantId,
    };
  }

  #check(path: InvokePath, request: InvokeHead, caller: Caller, remembered: string): FunctionReference {
    const query = new URLSearchParams(path.query);
    const asked = decode(path.functionSegment);
    const functionName = this.#nameBehind(asked, caller) ?? asked;
    const route = { operation: path.operation, labels: { FunctionName: functionName } };
    const shape = serviceModel.operations[path.operation]?.input ?? '';
    const input = readInput(shape, { route, query, headers: request.headers, body: Buffer.alloc(0) });
    this.validator.validate(shape, input);
    const qualifier = query.get('Qualifier') ?? undefined;
    const target = functionTarget({ functionName, qualifier, caller }, this.functions);
    // A function of that name may be made later; until then the project's answers.
    if (functionName !== asked) return target;
    if (this.#references.size >= mostReferences) this.#references.clear();
    this.#references.set(remembered, target);
    return target;
  }

  /** As `sam local start-lambda` has it, a function of a project is also called by its logical id, and a nested one by its path. */
  #nameBehind(asked: string, caller: Caller): string | undefined {
    const { name, qualifier } = parseFunctionName(asked) ?? { name: asked };
    const behind = this.functions.nameBehind(name, caller);
    return behind === undefined || qualifier === undefined ? behind : `${behind}:${qualifier}`;
  }
}

function header(request: InvokeHead, name: string): string | undefined {
  return request.headers[name]?.toString();
}

function isInvocationType(text: string, operation: InvokePath['operation']): text is InvocationType {
  return text === 'RequestResponse' || text === 'DryRun' || (text === 'Event' && operation === 'Invoke');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** JSON in base64, at most 3583 bytes of it as it is sent. */
function clientContextFrom(encoded: string | undefined): string | undefined {
  if (encoded === undefined || encoded === '') return undefined;
  if (encoded.length > limits.clientContextEncoded) {
    throw invalidRequestContent(
      `Client context must be at most ${limits.clientContextEncoded} bytes of base64-encoded data.`,
    );
  }
  const text = Buffer.from(encoded, 'base64').toString();
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return text;
  } catch {
    // Told below, like JSON that is no object.
  }
  throw invalidRequestContent('Client context must be a valid Base64-encoded JSON object.');
}
