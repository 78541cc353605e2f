import { createHash } from 'node:crypto';
import { formatFunctionArn, type FunctionVersion } from '../../model/index.js';

/** Invocations of one function in one chain of requests, after which the next is stopped (developer guide, "Lambda recursive loop detection"). */
export const longestLoop = 16;

/** A trace header with one more invocation of a function in its `Lineage`. */
export interface ContinuedTrace {
  readonly traceId: string;
  /** Invocations of the function in this chain before this one. */
  readonly invocations: number;
}

const prefix = 'Lineage=';

/**
 * `Lineage=1:<function>:<count>|…` beside the other parts of the trace header: who is in the chain, and how often it was invoked before.
 * SDKs hand the header on from the function's environment, services beside the event. Entries of others are kept as they are.
 */
export class Lineage {
  readonly #ids = new WeakMap<FunctionVersion, string>();

  continue(traceId: string, version: FunctionVersion): ContinuedTrace {
    const id = this.#idOf(version);
    if (!traceId.includes(prefix)) return { traceId: `${traceId};${prefix}1:${id}:0`, invocations: 0 };
    const parts = traceId.split(';');
    const others = parts.filter((part) => !part.startsWith(prefix));
    const entries = (parts.find((part) => part.startsWith(prefix)) ?? prefix).slice(prefix.length).split('|');
    const own = entries.find((entry) => entry.split(':').at(-2) === id);
    const invocations = own === undefined ? 0 : countIn(own) + 1;
    const chain = [...entries.filter((entry) => entry !== own && entry !== ''), `1:${id}:${invocations}`];
    return { traceId: [...others, `${prefix}${chain.join('|')}`].join(';'), invocations };
  }

  /** The same for all versions of a function. */
  #idOf(version: FunctionVersion): string {
    const known = this.#ids.get(version);
    if (known !== undefined) return known;
    const id = createHash('sha256').update(formatFunctionArn(version.arn)).digest('hex').slice(0, 8);
    this.#ids.set(version, id);
    return id;
  }
}

function countIn(entry: string): number {
  const count = Number(entry.split(':').at(-1));
  return Number.isInteger(count) && count >= 0 ? count : 0;
}
