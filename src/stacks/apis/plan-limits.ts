import type { RestApi, UsagePlan } from '../../model/index.js';
import { mapAt, numberAt, textAt, textMapAt, type Values } from './values.js';

/** `Throttle` and `Quota` of a usage plan. */
export function planLimits(plan: Values): Pick<UsagePlan, 'throttle' | 'quota'> {
  const throttle = mapAt(plan, 'Throttle');
  const quota = mapAt(plan, 'Quota');
  const period = textAt(quota, 'Period');
  return {
    ...(throttle !== undefined && {
      throttle: { rateLimit: numberAt(throttle, 'RateLimit') ?? 0, burstLimit: numberAt(throttle, 'BurstLimit') ?? 0 },
    }),
    ...(quota !== undefined && {
      quota: {
        limit: numberAt(quota, 'Limit') ?? 0,
        period: period === 'WEEK' || period === 'MONTH' ? period : 'DAY',
        offset: numberAt(quota, 'Offset') ?? 0,
      },
    }),
  };
}

/** The canary of a stage. */
export function canaryOf(values: Values | undefined): RestApi['stages'][number]['canary'] {
  if (values === undefined) return undefined;
  return {
    percentTraffic: numberAt(values, 'PercentTraffic') ?? 0,
    variables: textMapAt(values, 'StageVariableOverrides'),
  };
}
