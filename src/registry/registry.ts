import type { Unsubscribe } from '../base/index.js';
import type {
  Api,
  DurableConfig,
  FunctionArn,
  FunctionUrl,
  FunctionVersion,
  LoadBalancer,
  Stack,
  TenancyConfig,
  WebSocketApi,
} from '../model/index.js';
import type { AliasRecord } from './alias-record.js';
import type { FunctionCode, FunctionKey, FunctionRecord, FunctionSettings } from './function-record.js';
import type { CapacityProvider } from './capacity-provider.js';
import type { CodeSigningConfig } from './code-signing-config.js';
import type { EventInvokeConfig } from './event-invoke-config.js';
import type { EventSourceMapping } from './event-source-mapping.js';
import type { ProvisionedConcurrency, RuntimeManagement } from './function-options.js';
import type { FunctionUrls } from './function-urls.js';
import type { LayerRegistry } from './layer-registry.js';
import type { QualifiedKey, QualifiedSettings } from './qualified-settings.js';
import type { RegionalResources } from './regional-table.js';
import type { ResourcePolicy } from './resource-policy.js';

/** What exists. Reads are synchronous and cheap (they are on the warm path); writes settle when they are durable. */
export interface Registry {
  readonly functions: FunctionRegistry;
  readonly versions: VersionRegistry;
  readonly aliases: AliasRegistry;
  readonly layers: LayerRegistry;
  /** Resource-based policies of functions, each qualifier's its own. */
  readonly policies: QualifiedSettings<ResourcePolicy>;
  readonly eventInvokeConfigs: QualifiedSettings<EventInvokeConfig>;
  readonly urls: FunctionUrls;
  readonly provisioned: QualifiedSettings<ProvisionedConcurrency>;
  readonly runtimeManagement: QualifiedSettings<RuntimeManagement>;
  readonly codeSigningConfigs: RegionalResources<CodeSigningConfig>;
  readonly mappings: RegionalResources<EventSourceMapping>;
  readonly capacityProviders: RegionalResources<CapacityProvider>;
  readonly apis: ApiRegistry;
}

export interface FunctionLookup {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** Version number, `$LATEST`, or an alias; absent means `$LATEST`. */
  readonly qualifier?: string;
}

export interface FunctionRegistry {
  /**
   * Functions of a template answer whatever account and region is asked for; an alias with weights answers another version from call to
   * call. Throws AWS's 404 with the ARN that Invoke names, and its 409 while the function is Pending.
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
  /** The name of the project's function that people also call so, by its logical id; undefined where the caller has a function of that name. */
  nameBehind(called: string, caller: Pick<FunctionKey, 'account' | 'region'>): string | undefined;
  /** What an account sees in a region, by name. */
  listIn(account: string, region: string): readonly FunctionRecord[];
  /** Bytes of the zips of all that an account has in a region, published versions included. */
  codeSizeIn(account: string, region: string): number;
  /** Makes a function that is Pending until `settle`, and answers its version when one is published; throws AWS's 409 when the name is taken. */
  create(draft: FunctionDraft): Promise<FunctionRecord>;
  /**
   * Changes a function that is InProgress until `settle`, and that runs as before until then; answers its new version when one is
   * published. Throws 404, 412, and 409 while it is not settled.
   */
  update(key: FunctionKey, change: FunctionUpdate): Promise<FunctionRecord>;
  /** Puts a create, an update or a Pending version into force, with another revision. Called once the caller has its answer, so that clients see the states in order. */
  settle(key: FunctionKey): void;
  delete(key: FunctionKey): Promise<void>;
  /** Digests of all code and layers that some function needs, those of functions that a project's function hides included. */
  codeDigests(): ReadonlySet<string>;
  /** Folders that functions of the AWS API run from as they are (`S3Bucket: hot-reload`); those of project files are the deployment's. */
  liveFolders(): readonly string[];
  /** Gives every such function of `folder` a new generation, because the code in it changed. */
  refreshLiveFolder(folder: string): void;
  /** Changes what belongs to the function as a whole and is no part of its code or configuration. */
  setOptions(key: FunctionKey, options: FunctionOptions): Promise<FunctionRecord>;
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
  /** More names by which people may call it. */
  readonly alsoKnownAs?: readonly string[];
  readonly description: string;
  readonly reservedConcurrency?: number;
  /** ARN of the queue or topic that gets its failed asynchronous events. */
  readonly deadLetterQueue?: string;
  readonly recursiveLoop?: 'Allow';
  readonly tenancyConfig?: TenancyConfig;
  readonly durableConfig?: DurableConfig;
  /** Bytes of the code, 0 for images. */
  readonly codeSize: number;
}

/** Told after the change is in force: new lookups already see it. */
export type FunctionChange =
  | { readonly change: 'created' | 'updated'; readonly version: FunctionVersion }
  /** About a published version alone: `$LATEST` and the others stay as they are. */
  | { readonly change: 'published' | 'version-deleted'; readonly version: FunctionVersion }
  | { readonly change: 'deleted'; readonly name: string; readonly arn?: FunctionArn };

/** What CreateFunction decides about a function. */
export interface FunctionDraft extends FunctionKey {
  readonly settings: FunctionSettings;
  readonly code: FunctionCode;
  readonly tags: Readonly<Record<string, string>>;
  readonly codeSigningConfigArn?: string;
  /** Makes version 1 (or the next number that the name never had) in the same step. */
  readonly publish?: boolean;
}

/** Members of a `FunctionRecord` that no generation depends on; `undefined` removes, a member left out stays. */
export interface FunctionOptions {
  readonly tags?: Readonly<Record<string, string>>;
  readonly recursiveLoop?: 'Allow' | 'Terminate';
  readonly codeSigningConfigArn?: string | undefined;
  /** Changing tags makes a new revision, changing the others does not (contract §4.3). */
  readonly newRevision?: boolean;
}

/** What an update replaces; what is left out stays. */
export interface FunctionUpdate {
  readonly settings?: FunctionSettings;
  readonly code?: FunctionCode;
  /** Must be the latest revision when given. */
  readonly revisionId?: string;
  readonly publish?: boolean;
}

/** Published versions, which never change. */
export interface VersionRegistry {
  /** The version that a qualifier means: a number, `$LATEST` or none, or an alias, whose main version answers. */
  find(key: QualifiedKey): FunctionRecord | undefined;
  /** `$LATEST`, then the published ones by number; throws AWS's 404. */
  list(key: FunctionKey): readonly FunctionRecord[];
  /** Makes the next version of `$LATEST`, or answers the one it was published as before if nothing has changed since. */
  publish(key: FunctionKey, request: PublishRequest): Promise<FunctionRecord>;
  /** Does nothing when there is no such version; throws AWS's 409 when an alias sends invocations to it. */
  delete(key: FunctionKey, number: string): Promise<void>;
}

export interface PublishRequest {
  readonly description?: string;
  /** The version stays Pending until `settle`. */
  readonly pending?: boolean;
}

/** Names for versions; who calls has checked that the versions exist. */
export interface AliasRegistry {
  find(key: FunctionKey, name: string): AliasRecord | undefined;
  /** By name. */
  list(key: FunctionKey): readonly AliasRecord[];
  create(key: FunctionKey, draft: AliasDraft): Promise<AliasRecord>;
  /** What is left out stays; weights `{}` remove them. Throws AWS's 412. */
  update(key: FunctionKey, before: AliasRecord, change: AliasUpdate): Promise<AliasRecord>;
  /** Does nothing when there is no such alias. */
  delete(key: FunctionKey, name: string): Promise<void>;
  /** Told when an alias is made, moved or deleted, except with its function. */
  onChange(listener: () => void): Unsubscribe;
}

export type AliasDraft = Omit<AliasRecord, 'revisionId'>;

export interface AliasUpdate {
  readonly functionVersion?: string;
  readonly description?: string;
  readonly weights?: Readonly<Record<string, number>>;
  /** Must be the latest revision when given. */
  readonly revisionId?: string;
}

export interface ApiRegistry {
  list(): readonly Api[];
  /** The function URLs of project files; those of the Lambda API are in `Registry.urls`. */
  urls(): readonly FunctionUrl[];
  webSocketApis(): readonly WebSocketApi[];
  balancers(): readonly LoadBalancer[];
  /** Replaces every door that came from `origin` (a project file). */
  replace(origin: string, doors: ProjectDoors): void;
  onChange(listener: () => void): Unsubscribe;
}

/** The doors of one project file. */
export type ProjectDoors = Pick<Stack, 'apis' | 'urls' | 'webSocketApis' | 'balancers'>;
