import { AwsError, type FunctionArn, type FunctionVersion } from '../../model/index.js';
import type { ProvisionedConcurrency, QualifiedKey, Registry } from '../../registry/index.js';

/** How much of a version's concurrency is provisioned. */
export interface ProvisionedShare {
  readonly version: FunctionVersion;
  readonly count: number;
}

export type ProvisionedRegistry = Pick<Registry, 'functions' | 'aliases' | 'provisioned'>;

/** Every version with provisioned concurrency, its own and that of aliases which lead to it; versions that are Pending or gone are left out. */
export function provisionedShares(registry: ProvisionedRegistry): readonly ProvisionedShare[] {
  return registry.provisioned.all().flatMap((config) => sharesOf(config, registry));
}

/** An alias with weights shares its sandboxes out between its versions. */
export function sharesOf(
  { target, requested }: ProvisionedConcurrency,
  { functions, aliases }: ProvisionedRegistry,
): readonly ProvisionedShare[] {
  const { qualifier = '' } = target;
  const alias = aliases.find(target, qualifier);
  const [other] = Object.entries(alias?.weights ?? {});
  const ofOther = other === undefined ? 0 : Math.round(requested * other[1]);
  const counts = [
    [alias?.functionVersion ?? qualifier, requested - ofOther],
    [other?.[0] ?? '', ofOther],
  ] as const;
  return counts.flatMap(([number, count]) => {
    const version = count === 0 ? undefined : runnable(functions, { ...target, qualifier: number });
    return version === undefined ? [] : [{ version, count }];
  });
}

/** Undefined while the version is Pending, and when it is gone. */
function runnable(functions: Registry['functions'], key: QualifiedKey): FunctionVersion | undefined {
  try {
    return functions.resolve(key);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

/** The provisioned concurrency of versions and of whole functions, added up anew only after a change. */
export class ProvisionedLimits implements Disposable {
  readonly #byVersion = new Map<string, number>();
  readonly #byFunction = new Map<string, number>();
  readonly #unsubscribe: readonly (() => void)[];
  #stale = true;

  constructor(private readonly registry: ProvisionedRegistry) {
    const forget = (): void => {
      this.#stale = true;
    };
    const { provisioned, aliases, functions } = registry;
    this.#unsubscribe = [provisioned.onChange(forget), aliases.onChange(forget), functions.onChange(forget)];
  }

  ofVersion({ arn, version }: Pick<FunctionVersion, 'arn' | 'version'>): number {
    this.#refresh();
    return this.#byVersion.size === 0 ? 0 : (this.#byVersion.get(`${keyOf(arn)}:${version}`) ?? 0);
  }

  ofFunction(arn: FunctionArn): number {
    this.#refresh();
    return this.#byFunction.size === 0 ? 0 : (this.#byFunction.get(keyOf(arn)) ?? 0);
  }

  /** Of the functions of an account and region that `counts` says. */
  inRegion(account: string, region: string, counts: (name: string) => boolean): number {
    this.#refresh();
    // Nearly always, and asked by every invocation.
    if (this.#byFunction.size === 0) return 0;
    let sum = 0;
    for (const [key, count] of this.#byFunction) {
      const [ofAccount, ofRegion, name = ''] = key.split(':');
      if (ofAccount === account && ofRegion === region && counts(name)) sum += count;
    }
    return sum;
  }

  [Symbol.dispose](): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #refresh(): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.#byVersion.clear();
    this.#byFunction.clear();
    for (const { version, count } of provisionedShares(this.registry)) {
      const name = keyOf(version.arn);
      add(this.#byFunction, name, count);
      add(this.#byVersion, `${name}:${version.version}`, count);
    }
  }
}

function keyOf({ account, region, name }: FunctionArn): string {
  return `${account}:${region}:${name}`;
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
