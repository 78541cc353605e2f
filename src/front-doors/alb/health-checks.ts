import type { CancelTimer } from '../../base/index.js';
import type { LoadBalancer, TargetGroup } from '../../model/index.js';
import type { ApiRegistry } from '../../registry/index.js';
import { callFunction } from '../api-gateway/call-function.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import { continueTrace } from '../api-gateway/trace-id.js';
import { balancerSource } from './balancer-source.js';
import { fitsMatcher, nextHealth, type TargetHealth } from './target-health.js';
import { healthCheckEvent } from './request-to-event.js';
import { balancedResultToResponse } from './result-to-response.js';

export interface HealthCheckNeeds extends Pick<DoorNeeds, 'frontend' | 'queue' | 'clock' | 'logger'> {
  readonly registry: { readonly apis: Pick<ApiRegistry, 'balancers' | 'onChange'> };
}

/**
 * Checks the targets of groups that have health checks switched on and that a rule uses, at their interval, by invoking them as AWS does:
 * such a function stays warm. A group has one target, and a group without a healthy one is routed to all the same, so the state is told
 * and changes no answer (Elastic Load Balancing, "Health checks for Application Load Balancer target groups").
 */
export class HealthChecks implements AsyncDisposable {
  readonly #checked = new Map<string, CheckedGroup>();
  readonly #stopped = new AbortController();
  readonly #unsubscribe: () => void;

  constructor(private readonly needs: HealthCheckNeeds) {
    this.#unsubscribe = needs.registry.apis.onChange(() => {
      this.#followRegistry();
    });
    this.#followRegistry();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#unsubscribe();
    this.#stopped.abort();
    for (const { cancel } of this.#checked.values()) cancel();
    this.#checked.clear();
    return Promise.resolve();
  }

  #followRegistry(): void {
    const groups = new Map(groupsInUse(this.needs.registry.apis.balancers()).map((used) => [used.group.arn, used]));
    for (const [arn, checked] of this.#checked) {
      if (groups.has(arn)) continue;
      checked.cancel();
      this.#checked.delete(arn);
    }
    for (const [arn, used] of groups) {
      const known = this.#checked.get(arn);
      // A group that was read again keeps its state and its turn.
      if (known !== undefined) known.used = used;
      else this.#schedule({ used, health: { state: 'initial', streak: 0 }, cancel: () => undefined }, 0);
    }
  }

  #schedule(checked: CheckedGroup, delayMs: number): void {
    this.#checked.set(checked.used.group.arn, checked);
    checked.cancel = this.needs.clock.schedule(delayMs, () => {
      void this.#check(checked);
    });
  }

  async #check(checked: CheckedGroup): Promise<void> {
    const { group, owner } = checked.used;
    const { healthCheck, functionReference } = group;
    if (healthCheck === undefined || functionReference === undefined) return;
    const problem = await this.#problemOf(group, owner, functionReference);
    if (this.#stopped.signal.aborted || this.#checked.get(group.arn) !== checked) return;
    const before = checked.health.state;
    checked.health = nextHealth(checked.health, problem === undefined, healthCheck);
    this.#tell(group, before, checked.health.state, problem);
    this.#schedule(checked, healthCheck.intervalSeconds * 1000);
  }

  /** Why a check fails; undefined when it passes. */
  async #problemOf(group: TargetGroup, owner: LoadBalancer, functionReference: string): Promise<string | undefined> {
    const { path = '/', timeoutSeconds = 30, matcher = '200' } = group.healthCheck ?? {};
    const call = await callFunction(this.needs, {
      functionReference,
      owner,
      source: balancerSource(group, owner),
      payload: Buffer.from(JSON.stringify(healthCheckEvent(group, path))),
      timeoutMs: timeoutSeconds * 1000,
      traceId: continueTrace(undefined, this.needs.clock.now()),
      signal: this.#stopped.signal,
    });
    if ('failed' in call) return call.reason;
    if (call.outcome.outcome === 'function-error') return `the function failed with ${call.outcome.errorType}`;
    const answered = balancedResultToResponse(call.outcome.payload, group);
    if ('malformed' in answered) return answered.malformed;
    return fitsMatcher(matcher, answered.status) ? undefined : `it answered ${answered.status} instead of ${matcher}`;
  }

  #tell(group: TargetGroup, before: TargetHealth['state'], now: TargetHealth['state'], problem?: string): void {
    if (before === now) return;
    const line = `The target of "${group.logicalId}" is ${now}`;
    if (now === 'unhealthy') {
      this.needs.logger.warn(
        `${line}: ${problem ?? ''}. It still gets every request, as on AWS when no target is healthy.`,
      );
    } else this.needs.logger.info(`${line}.`);
  }
}

interface CheckedGroup {
  used: UsedGroup;
  health: TargetHealth;
  cancel: CancelTimer;
}

interface UsedGroup {
  readonly group: TargetGroup;
  readonly owner: LoadBalancer;
}

/** Groups with health checks that a rule forwards to; the others AWS does not check either. */
function groupsInUse(balancers: readonly LoadBalancer[]): UsedGroup[] {
  return balancers.flatMap((owner) =>
    owner.listeners
      .flatMap(({ rules }) => rules)
      .flatMap(({ action }) => (action.type === 'forward' ? action.targets : []))
      .filter(({ group }) => group.healthCheck !== undefined && group.functionReference !== undefined)
      .map(({ group }) => ({ group, owner })),
  );
}
