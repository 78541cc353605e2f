import { partitionOf } from '../../../../model/index.js';
import type { CodeSigningConfig, Locality } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';

export function codeSigningArn({ account, region }: Locality, id: string): string {
  return `arn:${partitionOf(region)}:lambda:${region}:${account}:code-signing-config:${id}`;
}

/** The configuration of that ARN, if it is there. */
export function findCodeSigningConfig(
  arn: string,
  { registry }: Pick<OperationContext, 'registry'>,
): CodeSigningConfig | undefined {
  const [, , , region = '', account = '', , id = ''] = arn.split(':');
  return registry.codeSigningConfigs.get({ account, region }, id);
}

export function localityIn(arn: string): Locality {
  const [, , , region = '', account = ''] = arn.split(':');
  return { account, region };
}
