import type { Unsubscribe } from '../base/index.js';
import type { FunctionVersion, HttpApi } from '../model/index.js';

/** What exists. Reads are synchronous and cheap (they are on the warm path); writes settle when they are durable. */
export interface Registry {
  readonly functions: FunctionRegistry;
  readonly apis: ApiRegistry;
}

export interface FunctionLookup {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** Version number, `$LATEST`, or (later) an alias; absent means `$LATEST`. */
  readonly qualifier?: string;
}

export interface FunctionRegistry {
  /** Functions of a template answer whatever account and region is asked for. Throws AWS's 404 with the ARN that Invoke names. */
  resolve(lookup: FunctionLookup): FunctionVersion;
  /** Reserved concurrency by function name, undefined when none is set. */
  reservedConcurrency(name: string): number | undefined;
  /**
   * Makes the functions that came from `origin` (a project file) exactly these: new ones are created, changed ones updated
   * (another `generation`), missing ones deleted. Functions of other origins, and those made over the AWS API, stay.
   */
  applyProject(origin: string, functions: readonly ProjectFunction[]): Promise<void>;
  /** Every function's `$LATEST`. */
  list(): readonly FunctionVersion[];
  onChange(listener: (change: FunctionChange) => void): Unsubscribe;
}

/** A function of a project file, ready to run, with what the AWS API shows of it besides. */
export interface ProjectFunction {
  readonly version: FunctionVersion;
  readonly logicalId: string;
  readonly description: string;
  readonly reservedConcurrency?: number;
  /** Bytes of the code, 0 for images. */
  readonly codeSize: number;
}

/** Told after the change is in force: new lookups already see it. */
export type FunctionChange =
  | { readonly change: 'created' | 'updated'; readonly version: FunctionVersion }
  | { readonly change: 'deleted'; readonly name: string };

export interface ApiRegistry {
  list(): readonly HttpApi[];
  /** Replaces every API that came from `origin` (a project file). */
  replace(origin: string, apis: readonly HttpApi[]): void;
  onChange(listener: () => void): Unsubscribe;
}
