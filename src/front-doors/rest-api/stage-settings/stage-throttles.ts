import type { Clock } from '../../../base/index.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { Throttles } from '../../api-gateway/usage/throttles.js';
import type { FailedIntegration } from '../integrations/integrated.js';
import { methodName } from './method-name.js';
import { methodSettings } from './method-settings.js';

/** What an account has where a stage limits only the other of the two. */
const accountLimits = { rateLimit: 10_000, burstLimit: 5_000 } as const;

/** Limits each method of a stage by itself, after the usage plan of the caller (http contract §1.12). */
export class StageThrottles {
  readonly #throttles: Throttles;

  constructor(clock: Clock) {
    this.#throttles = new Throttles(clock);
  }

  /** What refuses the request; undefined when it may go on. */
  check(request: RestRequest): FailedIntegration | undefined {
    if (request.stage.methodSettings === undefined) return undefined;
    const stated = methodSettings(request).flatMap(({ throttle }) => throttle ?? []);
    if (stated.length === 0) return undefined;
    const limits = Object.assign({}, accountLimits, ...stated.toReversed()) as typeof accountLimits;
    const { api, stage, route } = request;
    const mayPass = this.#throttles.lets(`${api.id}/${stage.name}${methodName(route)}`, limits);
    return mayPass ? undefined : { refusal: 'THROTTLED' };
  }
}
