import type { FunctionRecord } from '../../../../registry/index.js';
import { functionTarget } from '../../function-target.js';
import { operation, type OperationContext } from '../operation.js';
import { existingVersion } from '../rules/existence-rules.js';
import { imageDigest, showConfiguration } from './show-configuration.js';

export interface VersionInput {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** Contract §4.4: tags and concurrency are the function's own and show without a qualifier only. */
export const getFunction = operation<VersionInput>(({ FunctionName, Qualifier }, context) => {
  const target = functionTarget(
    { functionName: FunctionName, qualifier: Qualifier, caller: context.caller },
    context.functions,
  );
  const record = existingVersion(target, context.registry.versions);
  const body = {
    Configuration: showConfiguration(record, target.qualifier),
    Code: showCode(record, context),
    ...(target.qualifier === undefined && showOfFunction(record)),
  };
  return { status: 200, body };
});

function showOfFunction({ tags, reservedConcurrency }: FunctionRecord): Readonly<Record<string, unknown>> {
  return {
    ...(Object.keys(tags).length > 0 && { Tags: tags }),
    ...(reservedConcurrency !== undefined && { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
  };
}

function showCode(
  record: FunctionRecord,
  { codeLocations, baseUrl }: OperationContext,
): Readonly<Record<string, unknown>> {
  const { code } = record;
  if (code.packageType === 'Zip')
    return { RepositoryType: 'S3', Location: `${baseUrl}${codeLocations.presign(record)}` };
  const [repository = ''] = code.imageUri.split('@');
  const untagged = repository.replace(/:[^:/]+$/, '');
  return {
    RepositoryType: 'ECR',
    ImageUri: code.imageUri,
    ResolvedImageUri: `${untagged}@sha256:${imageDigest(code.imageUri)}`,
  };
}
