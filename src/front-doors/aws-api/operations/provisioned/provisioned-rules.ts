import { invalidParameterValue, resourceConflict } from '../../../../model/index.js';
import { versionsOf } from '../../../../registry/index.js';
import { minimumUnreserved } from '../concurrency/reservations.js';
import { keyOf, type FunctionTarget } from '../../function-target.js';
import type { OperationContext } from '../operation.js';

/** A version and an alias that points to it cannot both have provisioned concurrency. */
export function refuseTwice(target: Required<FunctionTarget>, { registry }: OperationContext): void {
  const key = keyOf(target);
  const configured = registry.provisioned.list(key).map(({ qualifier }) => qualifier);
  const alias = registry.aliases.find(key, target.qualifier);
  if (alias !== undefined) {
    if (!versionsOf(alias).some((version) => configured.includes(version))) return;
    throw resourceConflict(
      "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
    );
  }
  const pointing = registry.aliases.list(key).filter((other) => versionsOf(other).includes(target.qualifier));
  if (!pointing.some(({ name }) => configured.includes(name))) return;
  throw resourceConflict('Version is pointed by a Provisioned Concurrency alias');
}

/** What is provisioned must fit in the function's reservation, or in what the account has left (contract §4.8). */
export function refuseTooMany(target: Required<FunctionTarget>, requested: number, context: OperationContext): void {
  const { registry, functions, accountConcurrency } = context;
  const key = keyOf(target);
  const others = registry.provisioned.list(key).filter(({ qualifier }) => qualifier !== target.qualifier);
  const total = others.reduce((sum, { value }) => sum + value.requested, requested);
  const reserved = functions.find(key)?.reservedConcurrency;
  if (reserved !== undefined) {
    if (total <= reserved) return;
    throw invalidParameterValue(
      'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
    );
  }
  const unreserved = unreservedBeside(key.name, key, context);
  if (total > unreserved) {
    throw invalidParameterValue(
      `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${unreserved}].`,
    );
  }
  const minimum = minimumUnreserved(accountConcurrency);
  if (unreserved - total < minimum) {
    throw invalidParameterValue(
      `Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${minimum}].`,
    );
  }
}

/** What reservations, and the provisioned concurrency of functions without one, leave of the account. */
function unreservedBeside(
  name: string,
  { account, region }: { readonly account: string; readonly region: string },
  { functions, registry, accountConcurrency }: OperationContext,
): number {
  const taken = functions
    .listIn(account, region)
    .filter((record) => record.name !== name)
    .map((record) => record.reservedConcurrency ?? provisionedInTotal(record, registry));
  return accountConcurrency - taken.reduce((sum, each) => sum + each, 0);
}

/** Sum over a function's versions and aliases. */
export function provisionedInTotal(
  key: { readonly account: string; readonly region: string; readonly name: string },
  registry: OperationContext['registry'],
): number {
  return registry.provisioned.list(key).reduce((sum, { value }) => sum + value.requested, 0);
}
