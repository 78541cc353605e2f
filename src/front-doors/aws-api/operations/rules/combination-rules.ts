import { invalidParameterValue } from '../../../../model/index.js';
import type { FunctionSettings } from '../../../../registry/index.js';
import { appliesSnapStart } from './snap-start-rules.js';

/** Refuses settings, as they would be, that AWS does not take together. */
export function checkCombinations(after: FunctionSettings, before?: FunctionSettings): void {
  refuseFileSystemOutsideVpc(after, before);
  if (appliesSnapStart(after)) refuseBesideSnapStart(after);
}

/** The words are those of public reports (aws-cloudformation/cfn-lint#4408, aws/chalice#1453). */
function refuseFileSystemOutsideVpc(after: FunctionSettings, before: FunctionSettings | undefined): void {
  const accessPoint = accessPointOf(after);
  if (accessPoint === undefined || isInVpc(after)) return;
  throw invalidParameterValue(
    before !== undefined && isInVpc(before)
      ? `Function VPC configuration cannot be removed with access point ${accessPoint} referenced.`
      : `Function must be configured to execute in a VPC to reference access point ${accessPoint}`,
  );
}

/** Developer guide, "Improving startup performance with Lambda SnapStart"; CDK reference, "TenancyConfig". */
function refuseBesideSnapStart(settings: FunctionSettings): void {
  if (settings.shownOnly['TenancyConfig'] !== undefined) {
    throw invalidParameterValue('SnapStart is not supported for functions with a tenancy configuration.');
  }
  if (accessPointOf(settings) !== undefined) {
    throw invalidParameterValue('Amazon EFS is not supported for SnapStart enabled functions.');
  }
  if (settings.ephemeralStorageMb > 512) {
    throw invalidParameterValue(
      'Ephemeral storage greater than 512 MB is not supported for SnapStart enabled functions.',
    );
  }
}

function accessPointOf({ shownOnly }: FunctionSettings): string | undefined {
  const fileSystems = (shownOnly['FileSystemConfigs'] ?? []) as readonly { readonly Arn?: string }[];
  return fileSystems.map(({ Arn = '' }) => Arn).find((arn) => arn.split(':')[2] === 'elasticfilesystem');
}

function isInVpc({ shownOnly }: FunctionSettings): boolean {
  const vpc = shownOnly['VpcConfig'] as { readonly SubnetIds: readonly string[] } | undefined;
  return vpc !== undefined && vpc.SubnetIds.length > 0;
}
