import type { ProvisionedSandboxes } from '../../invoke-path/invoke-frontend/index.js';
import type { LambdaMetrics, MetricSeries } from '../../metrics/index.js';
import type { FunctionRegistry, ProvisionedConcurrency, Registry } from '../../registry/index.js';

/** What is set aside now, and how much of it is booted. */
export interface ConcurrencySettings {
  readonly functions: Pick<FunctionRegistry, 'reservations' | 'reservedConcurrency'>;
  readonly provisioned: Pick<Registry['provisioned'], 'all'>;
  readonly provisionedSandboxes: Pick<ProvisionedSandboxes, 'progressOf'>;
}

/** An account and region: CloudWatch's metrics without a dimension. */
export interface RegionMetricRow {
  readonly account: string;
  readonly region: string;
  readonly ConcurrentExecutions: { readonly current: number; readonly maximum: number };
  /** Of functions without reserved concurrency. */
  readonly UnreservedConcurrentExecutions: number;
  /** What is reserved or provisioned, and what runs beside it. */
  readonly ClaimedAccountConcurrency: number;
}

/** A version or alias with provisioned concurrency. */
export interface ProvisionedMetricRow {
  readonly account: string;
  readonly region: string;
  readonly functionName: string;
  readonly resource: string;
  readonly ProvisionedConcurrentExecutions: { readonly current: number; readonly maximum: number };
  /** From 0 to 1, of what is booted. */
  readonly ProvisionedConcurrencyUtilization: number;
}

export function regionMetricRows(metrics: LambdaMetrics, settings: ConcurrencySettings): readonly RegionMetricRow[] {
  const { functions, provisioned } = settings;
  const isUnreserved = (key: { readonly account: string; readonly region: string; readonly name: string }): boolean =>
    functions.reservedConcurrency(key.name, key) === undefined;
  return metrics.runningInRegions().map(({ account, region, current, maximum }) => {
    const here = isIn(account, region);
    const unreserved = sum(
      metrics.runningInFunctions().filter((one) => here(one) && isUnreserved(one)),
      (one) => one.current,
    );
    const reserved = sum(functions.reservations().filter(here), (one) => one.reserved);
    const alsoProvisioned = provisioned.all().filter(({ target }) => here(target) && isUnreserved(target));
    return {
      account,
      region,
      ConcurrentExecutions: { current, maximum },
      UnreservedConcurrentExecutions: unreserved,
      ClaimedAccountConcurrency: unreserved + reserved + sum(alsoProvisioned, ({ requested }) => requested),
    };
  });
}

export function provisionedMetricRows(
  metrics: LambdaMetrics,
  { provisioned, provisionedSandboxes }: ConcurrencySettings,
): readonly ProvisionedMetricRow[] {
  const all = [...metrics.all()];
  return provisioned.all().map((config) => {
    const { account, region, name, qualifier = '' } = config.target;
    const own = all.filter((series) => runsIn(config, series));
    const current = sum(own, (series) => series.provisioned.current);
    const { allocated } = provisionedSandboxes.progressOf(config);
    return {
      account,
      region,
      functionName: name,
      resource: `${name}:${qualifier}`,
      ProvisionedConcurrentExecutions: { current, maximum: sum(own, (series) => series.provisioned.maximum) },
      ProvisionedConcurrencyUtilization: allocated === 0 ? 0 : current / allocated,
    };
  });
}

/** Whether a series is about the version or alias, or calls that version through an alias. */
function runsIn({ target }: ProvisionedConcurrency, { key }: MetricSeries): boolean {
  const isOfFunction = key.name === target.name && isIn(target.account, target.region)(key);
  return isOfFunction && [key.qualifier, key.executedVersion].includes(target.qualifier);
}

function isIn(account: string, region: string) {
  return (key: { readonly account: string; readonly region: string }): boolean =>
    key.account === account && key.region === region;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
