import type { TargetGroup, WeightedTargetGroup } from '../../model/index.js';

/** The group that gets a request, by weight; `random` is at least 0 and less than 1. Undefined when no group takes any. */
export function chooseTarget(targets: readonly WeightedTargetGroup[], random: number): TargetGroup | undefined {
  const total = targets.reduce((sum, { weight }) => sum + weight, 0);
  let left = random * total;
  for (const { group, weight } of targets) {
    if (left < weight) return group;
    left -= weight;
  }
  return undefined;
}
