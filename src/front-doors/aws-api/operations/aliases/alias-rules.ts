import {
  formatFunctionArn,
  functionNotFound,
  invalidParameterValue,
  invalidParameterValueWithoutType,
  LATEST,
  resourceNotFound,
} from '../../../../model/index.js';
import type { AliasRecord, FunctionKey, Registry } from '../../../../registry/index.js';

export interface RoutingInput {
  readonly AdditionalVersionWeights?: Readonly<Record<string, number>>;
}

export type Weights = Readonly<Record<string, number>>;

/** What an alias may point to, in AWS's order (contract §4.6): the form of the weights, then that every version exists, then that they go together. */
export function checkRouting(
  key: FunctionKey,
  functionVersion: string,
  weights: Weights,
  { versions }: Pick<Registry, 'versions'>,
): void {
  const others = Object.keys(weights);
  if (others.length > 1) {
    throw invalidParameterValue('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  const [other] = others;
  if (other === functionVersion) {
    throw invalidParameterValue(
      `Invalid function version ${other}. Function version ${other} is already included in routing configuration.`,
    );
  }
  const [main, second] = [functionVersion, ...others].map((version) => {
    const record = versions.find({ ...key, qualifier: version });
    if (record === undefined) throw functionNotFound(formatFunctionArn({ ...key, qualifier: version }));
    return record;
  });
  if (main === undefined || second === undefined) return;
  if (functionVersion === LATEST || other === LATEST) {
    throw invalidParameterValueWithoutType(`${LATEST} is not supported for an alias pointing to more than 1 version`);
  }
  if (main.settings.role !== second.settings.role) {
    throw invalidParameterValue('Specified versions must be associated with the same execution role');
  }
}

/** GetAlias and AddPermission name the alias like this; UpdateAlias has other words. */
export function existingAlias(key: FunctionKey, name: string, { aliases }: Pick<Registry, 'aliases'>): AliasRecord {
  const alias = aliases.find(key, name);
  if (alias !== undefined) return alias;
  throw resourceNotFound(`Cannot find alias arn: ${formatFunctionArn({ ...key, qualifier: name })}`);
}
