import { setMaxListeners } from 'node:events';
import { type Clock, type Logger, messageOf, newUuid, PlatformError, UserError } from '../../base/index.js';
import {
  AwsError,
  formatFunctionArn,
  type FunctionVersion,
  type Invocation,
  type InvocationOutcome,
  platformError,
  recursiveInvocation,
} from '../../model/index.js';
import type { LambdaMetrics, MetricSeries } from '../../metrics/index.js';
import type { FunctionRegistry } from '../../registry/index.js';
import type { Admission } from '../admission/index.js';
import { type Assignment, FunctionCannotRun } from '../assignment/index.js';
import { checkPayload } from './check-payload.js';
import type { InvokeFrontend, InvokeRequest, InvokeResult } from './invoke-frontend.js';
import { invokedVersion } from './invoked-version.js';
import { Lineage, longestLoop } from './lineage.js';
import { completeTraceId } from './trace-id.js';

export interface InvokeFrontendDependencies {
  readonly functions: Pick<FunctionRegistry, 'find' | 'resolve'>;
  readonly admission: Pick<Admission, 'reserve'>;
  readonly assignment: Pick<Assignment, 'answered' | 'lease' | 'leaseIdle' | 'returnUnused'>;
  readonly metrics: Pick<LambdaMetrics, 'ofInvocation'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Sandboxes that may be lost under one invocation, before the function saw it, until the caller is told. */
const mostSandboxesTried = 3;

const emptyObject = Buffer.from('{}');
const noLog = (): Promise<Buffer> => Promise.resolve(Buffer.alloc(0));

type LeasedSandbox = Awaited<ReturnType<Assignment['lease']>>;
type Ran = Pick<InvokeResult, 'outcome' | 'logTail'>;

export function createInvokeFrontend(dependencies: InvokeFrontendDependencies): InvokeFrontend {
  const { functions, admission, assignment, metrics, clock, logger } = dependencies;
  const patient = new AbortController().signal;
  setMaxListeners(0, patient);
  const lineage = new Lineage();
  const toldInabilities = new Map<string, string>();

  return {
    check(request) {
      const { version } = invokedVersion(functions.resolve(request.target), request);
      checkPayload(request);
      const traceId = completeTraceId(request.traceId, clock.now());
      return { requestId: request.requestId ?? newUuid(), executedVersion: version, traceId };
    },

    isDebugged(target) {
      try {
        return functions.resolve(target).debug !== undefined;
      } catch (error) {
        if (error instanceof AwsError) return false;
        throw error;
      }
    },

    async invoke(request) {
      const version = invokedVersion(functions.resolve(request.target), request);
      checkPayload(request);
      const series = metrics.ofInvocation(version, request.target.qualifier);
      const invocation = toInvocation(request, traceOf(version, request, series), series);
      const { outcome, logTail } =
        notRun(version, request) ?? (await admitAndRun(version, invocation, request, series));
      if (request.invocationType !== 'DryRun') series.answered(outcome);
      const { requestId, traceId } = invocation;
      return { outcome, logTail, requestId, executedVersion: version.version, traceId };
    },
  };

  /** Stops what looks like a loop, unless the function may call itself. */
  function traceOf(version: FunctionVersion, { target, traceId: sent }: InvokeRequest, series: MetricSeries): string {
    const { traceId, invocations } = lineage.continue(completeTraceId(sent, clock.now()), version);
    if (invocations >= longestLoop && functions.find(target)?.recursiveLoop !== 'Allow') {
      series.counts.RecursiveInvocationsDropped += 1;
      throw recursiveInvocation(version.name, invocations);
    }
    return traceId;
  }

  async function admitAndRun(
    version: FunctionVersion,
    invocation: Invocation,
    request: InvokeRequest,
    series: MetricSeries,
  ): Promise<Ran> {
    const release = admission.reserve(version, series);
    try {
      return await run(version, invocation, request);
    } catch (error) {
      return outcomeOfInability(version, error);
    } finally {
      release();
    }
  }

  async function lease(version: FunctionVersion, request: InvokeRequest): Promise<LeasedSandbox> {
    const signal = request.signal ?? patient;
    const sandbox = await assignment.lease(version, signal);
    if (!signal.aborted) return sandbox;
    assignment.returnUnused(sandbox);
    throw signal.reason;
  }

  async function run(first: FunctionVersion, invocation: Invocation, request: InvokeRequest): Promise<Ran> {
    let version = first;
    let lastLoss: unknown;
    for (let tried = 0; tried < mostSandboxesTried; tried += 1) {
      const sandbox = assignment.leaseIdle(version) ?? (await lease(version, request));
      // It may have stopped, or lost its runtime's connection, since it was lent; then the next one is asked for.
      if (sandbox.state === 'idle') {
        try {
          const ran = await sandbox.invoke(invocation, request.sink);
          assignment.answered(sandbox, hasTimedOut(ran.outcome));
          return ran;
        } catch (error) {
          if (!(error instanceof PlatformError)) throw error;
          lastLoss = error;
          logger.debug(`The sandbox "${sandbox.name}" was lost before its invocation began: ${error.message}`);
        }
      }
      // Meanwhile the function may have been updated: what was lost is not tried again on old code, but in the version told.
      version = invokedVersion(functions.resolve({ ...request.target, qualifier: first.version }), request);
    }
    throw new PlatformError(
      `${mostSandboxesTried} sandboxes of the function "${first.name}" were lost before the invocation began${lastLoss === undefined ? '.' : `: ${messageOf(lastLoss)}`}`,
      { cause: lastLoss },
    );
  }

  /** What is wrong with the project or the machine is the function's error, told to every caller, and here once until it is another. */
  function outcomeOfInability(version: FunctionVersion, error: unknown): Ran {
    if (!(error instanceof FunctionCannotRun) && !(error instanceof UserError)) throw error;
    const told = toldInabilities.get(version.name) === error.message;
    toldInabilities.set(version.name, error.message);
    logger[told ? 'debug' : 'warn'](error.message, { functionName: version.name });
    const outcome =
      error instanceof FunctionCannotRun ? error.outcome : platformError('Hearth.FunctionCannotRun', error.message);
    return { outcome, logTail: noLog };
  }
}

function hasTimedOut(outcome: InvocationOutcome): boolean {
  return outcome.outcome === 'function-error' && outcome.errorType === 'Sandbox.Timedout';
}

function toInvocation(request: InvokeRequest, traceId: string, meter: MetricSeries): Invocation {
  const { target, payload, clientContext, cognitoIdentity, tenantId } = request;
  return {
    requestId: request.requestId ?? newUuid(),
    payload: payload.length === 0 ? emptyObject : payload,
    invokedFunctionArn: formatFunctionArn(target),
    traceId,
    clientContext,
    cognitoIdentity,
    tenantId,
    meter,
  };
}

/** The answer to what ends before a sandbox is needed: a dry run, and a function that is known not to be able to run. */
function notRun({ problem }: FunctionVersion, { invocationType }: InvokeRequest): Ran | undefined {
  if (invocationType === 'DryRun') {
    const payload = Buffer.alloc(0);
    return {
      outcome: { outcome: 'success', payload, contentType: 'application/json', streamed: false },
      logTail: noLog,
    };
  }
  return problem === undefined
    ? undefined
    : { outcome: platformError(problem.errorType, problem.message), logTail: noLog };
}
