import type { TargetHealthCheck } from '../../model/index.js';

/** Where a target stands, and how many checks in a row spoke against it. */
export interface TargetHealth {
  readonly state: 'initial' | 'healthy' | 'unhealthy';
  readonly streak: number;
}

/** The health after one more check: the first one decides alone, later ones change the state when enough in a row agree. */
export function nextHealth(
  { state, streak }: TargetHealth,
  passed: boolean,
  { healthyThreshold, unhealthyThreshold }: Pick<TargetHealthCheck, 'healthyThreshold' | 'unhealthyThreshold'>,
): TargetHealth {
  const told = passed ? 'healthy' : 'unhealthy';
  if (state === 'initial' && passed) return { state: told, streak: 0 };
  if (state === told) return { state, streak: 0 };
  const needed = passed ? healthyThreshold : unhealthyThreshold;
  return streak + 1 >= needed ? { state: told, streak: 0 } : { state, streak: streak + 1 };
}

/** Whether a status is among `200`, `200,202` or `200-299`. */
export function fitsMatcher(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [from = '', to = from] = part.trim().split('-');
    return status >= Number(from) && status <= Number(to);
  });
}
