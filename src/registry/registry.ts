import type { Unsubscribe } from '../base/index.js';
import type { FunctionArn, FunctionVersion, HttpApi } from '../model/index.js';
import type { FunctionCode, FunctionKey, FunctionRecord, FunctionSettings } from './function-record.js';

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
  /**
   * Functions of a template answer whatever account and region is asked for. Throws AWS's 404 with the ARN that Invoke names, and its
   * 409 while the function is Pending.
   */
  resolve(lookup: FunctionLookup): FunctionVersion;
  /** Reserved concurrency, undefined when none is set; `arn` tells apart functions of one name in several accounts or regions. */
  reservedConcurrency(name: string, arn?: FunctionArn): number | undefined;
  /** Every reservation there is; as cheap as a field, for it is read for every invocation while many run. */
  reservations(): readonly Reservation[];
  /**
   * Makes the functions that came from `origin` (a project file) exactly these: new ones are created, changed ones updated
   * (another `generation`), missing ones deleted. Functions of other origins, and those made over the AWS API, stay.
   */
  applyProject(origin: string, functions: readonly ProjectFunction[]): Promise<void>;
  /** Every function's `$LATEST`, those that are Pending left out. */
  list(): readonly FunctionVersion[];
  /** As the AWS API shows it, whatever its state; a function of a template is shown as the asked account's and region's. */
  find(key: FunctionKey): FunctionRecord | undefined;
  /** Whether a function of that name came from a project file, and so belongs to every account and region. */
  answersAnywhere(name: string): boolean;
  /** What an account sees in a region, by name. */
  listIn(account: string, region: string): readonly FunctionRecord[];
  /** Makes a function that is Pending until `settle`; throws AWS's 409 when the name is taken. */
  create(draft: FunctionDraft): Promise<FunctionRecord>;
  /** Changes a function that is InProgress until `settle`, and that runs as before until then; throws 404, 412, and 409 while it is not settled. */
  update(key: FunctionKey, change: FunctionUpdate): Promise<FunctionRecord>;
  /** Puts a create or an update into force, with another revision. Called once the caller has its answer, so that clients see the states in order. */
  settle(key: FunctionKey): void;
  delete(key: FunctionKey): Promise<void>;
  /** Digests of all code and layers that some function needs, those of functions that a project's function hides included. */
  codeDigests(): ReadonlySet<string>;
  /** Folders that functions of the AWS API run from as they are (`S3Bucket: hot-reload`); those of project files are the deployment's. */
  liveFolders(): readonly string[];
  /** Gives every such function of `folder` a new generation, because the code in it changed. */
  refreshLiveFolder(folder: string): void;
  /** Undefined removes the reservation. */
  setReservedConcurrency(key: FunctionKey, reserved: number | undefined): Promise<void>;
  onChange(listener: (change: FunctionChange) => void): Unsubscribe;
}

/** Concurrency that one function has to itself. */
export interface Reservation extends FunctionKey {
  readonly reserved: number;
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
  | { readonly change: 'deleted'; readonly name: string; readonly arn?: FunctionArn };

/** What CreateFunction decides about a function. */
export interface FunctionDraft extends FunctionKey {
  readonly settings: FunctionSettings;
  readonly code: FunctionCode;
  readonly tags: Readonly<Record<string, string>>;
}

/** What an update replaces; what is left out stays. */
export interface FunctionUpdate {
  readonly settings?: FunctionSettings;
  readonly code?: FunctionCode;
  /** Must be the latest revision when given. */
  readonly revisionId?: string;
}

export interface ApiRegistry {
  list(): readonly HttpApi[];
  /** Replaces every API that came from `origin` (a project file). */
  replace(origin: string, apis: readonly HttpApi[]): void;
  onChange(listener: () => void): Unsubscribe;
}
