import { DisposalStack, type Logger } from '../../base/index.js';
import type { ProvisionedConcurrency, Registry } from '../../registry/index.js';
import { type ProvisionedShare, provisionedShares, sharesOf } from '../admission/index.js';
import type { Assignment, ProvisionedView } from '../assignment/index.js';

/** Keeps as many sandboxes of versions and aliases booted as the registry says, also while aliases move. */
export interface ProvisionedSandboxes extends AsyncDisposable {
  /** From now on; until then nothing is booted. */
  start(): void;
  /** How far a version or an alias is, by what was last asked for. */
  progressOf(config: ProvisionedConcurrency): Omit<ProvisionedView, 'requested'>;
}

export interface ProvisionedSandboxesNeeds {
  readonly registry: Pick<Registry, 'functions' | 'aliases' | 'provisioned'>;
  readonly assignment: Pick<Assignment, 'provision' | 'provisioned'>;
  readonly logger: Logger;
}

export function createProvisionedSandboxes(needs: ProvisionedSandboxesNeeds): ProvisionedSandboxes {
  const { registry, assignment, logger } = needs;
  const stack = new DisposalStack(logger);
  let asked = new Map<string, ProvisionedShare>();

  const reconcile = (): void => {
    const wanted = new Map<string, ProvisionedShare>();
    for (const { version, count } of provisionedShares(registry)) {
      const before = wanted.get(version.generation)?.count ?? 0;
      wanted.set(version.generation, { version, count: before + count });
    }
    for (const [generation, { version }] of asked) if (!wanted.has(generation)) assignment.provision(version, 0);
    for (const [generation, { version, count }] of wanted) {
      if (asked.get(generation)?.count !== count) assignment.provision(version, count);
    }
    asked = wanted;
  };

  return {
    start() {
      stack.defer('the watch of provisioned concurrency', registry.provisioned.onChange(reconcile));
      stack.defer('the watch of aliases', registry.aliases.onChange(reconcile));
      stack.defer('the watch of versions', registry.functions.onChange(reconcile));
      reconcile();
    },

    progressOf(config) {
      const views = sharesOf(config, registry).map(({ version, count }) => ({
        count,
        view: assignment.provisioned(version),
      }));
      const sum = (of: (view: ProvisionedView) => number): number =>
        views.reduce((total, { view, count }) => total + (view === undefined ? 0 : Math.min(of(view), count)), 0);
      const failed = views.find(({ view }) => view?.status === 'FAILED')?.view;
      const allocated = sum((view) => view.allocated);
      return {
        allocated,
        available: sum((view) => view.available),
        status: failed?.status ?? (allocated >= config.requested ? 'READY' : 'IN_PROGRESS'),
        ...(failed?.statusReason !== undefined && { statusReason: failed.statusReason }),
      };
    },

    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  };
}
