import type { RestApi, Throttle, UsagePlan } from '../../model/index.js';
import { flagAt, mapAt, numberAt, textAt, textMapAt, type Values } from './values.js';

/** `Throttle` and `Quota` of a usage plan. */
export function planLimits(plan: Values): Pick<UsagePlan, 'throttle' | 'quota'> {
  const throttle = throttleOf(mapAt(plan, 'Throttle'));
  const quota = mapAt(plan, 'Quota');
  const period = textAt(quota, 'Period');
  return {
    ...(throttle !== undefined && { throttle }),
    ...(quota !== undefined && {
      quota: {
        limit: numberAt(quota, 'Limit') ?? 0,
        period: period === 'WEEK' || period === 'MONTH' ? period : 'DAY',
        offset: numberAt(quota, 'Offset') ?? 0,
      },
    }),
  };
}

/** `Throttle` of a plan or of one of its methods. */
export function throttleOf(values: Values | undefined): Throttle | undefined {
  if (values === undefined) return undefined;
  return { rateLimit: numberAt(values, 'RateLimit') ?? 0, burstLimit: numberAt(values, 'BurstLimit') ?? 0 };
}

/** The canary of a stage. */
export function canaryOf(values: Values | undefined): RestApi['stages'][number]['canary'] {
  if (values === undefined) return undefined;
  return {
    percentTraffic: numberAt(values, 'PercentTraffic') ?? 0,
    variables: textMapAt(values, 'StageVariableOverrides'),
    ...(flagAt(values, 'UseStageCache') === true && { usesStageCache: true }),
  };
}
