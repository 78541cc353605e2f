import { createHash } from 'node:crypto';
import type { ConfigurationInput, VpcInput } from './configuration-input.js';

type ShownOnly = Readonly<Record<string, unknown>>;

/** Members that are kept and shown as they were sent; `undefined` in a part removes the member (contract §4.2). */
export function mergeShownOnly(before: ShownOnly, input: ConfigurationInput): ShownOnly {
  const merged: Record<string, unknown> = {
    ...before,
    ...(input.TracingConfig?.Mode !== undefined && { TracingConfig: { Mode: input.TracingConfig.Mode } }),
    ...(input.SnapStart?.ApplyOn !== undefined && {
      SnapStart: { ApplyOn: input.SnapStart.ApplyOn, OptimizationStatus: 'Off' },
    }),
    ...(input.DeadLetterConfig?.TargetArn !== undefined && {
      DeadLetterConfig: removedWhenEmpty(input.DeadLetterConfig.TargetArn, 'TargetArn'),
    }),
    ...(input.KMSKeyArn !== undefined && { KMSKeyArn: input.KMSKeyArn === '' ? undefined : input.KMSKeyArn }),
    ...(input.FileSystemConfigs !== undefined && {
      FileSystemConfigs: input.FileSystemConfigs.length === 0 ? undefined : input.FileSystemConfigs,
    }),
    ...(input.VpcConfig !== undefined && {
      VpcConfig: vpcConfigFrom(input.VpcConfig, before['VpcConfig'] !== undefined),
    }),
    ...(input.TenancyConfig !== undefined && { TenancyConfig: input.TenancyConfig }),
    ...(input.DurableConfig !== undefined && {
      DurableConfig: { ...(before['DurableConfig'] as object | undefined), ...input.DurableConfig },
    }),
  };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}

function removedWhenEmpty(value: string, member: string): unknown {
  return value === '' ? undefined : { [member]: value };
}

/** There is no EC2 here: ids are kept unchecked, and the VPC's id is made from the first subnet's. */
function vpcConfigFrom(input: VpcInput, wasSet: boolean): unknown {
  const { SubnetIds = [], SecurityGroupIds = [], Ipv6AllowedForDualStack = false } = input;
  const [firstSubnet] = SubnetIds;
  if (firstSubnet === undefined && SecurityGroupIds.length === 0 && !wasSet) return undefined;
  const VpcId =
    firstSubnet === undefined ? '' : `vpc-${createHash('sha256').update(firstSubnet).digest('hex').slice(0, 17)}`;
  return { SubnetIds, SecurityGroupIds, VpcId, Ipv6AllowedForDualStack };
}
