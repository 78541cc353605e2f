import { invalidParameterValue } from '../../../../model/index.js';
import type { FunctionRecord } from '../../../../registry/index.js';
import type { ConfigurationInput } from '../functions/configuration-input.js';

/** A durable function says how long an execution may take; the words are those of a public report. */
export function checkDurableConfig({ DurableConfig }: ConfigurationInput): void {
  if (DurableConfig === undefined || DurableConfig.ExecutionTimeout !== undefined) return;
  throw invalidParameterValue('You cannot create a function with a durable configuration without an executionTimeout');
}

/** What is durable is made so; only its numbers change later (contract §4.16). */
export function refuseDurableLater({ DurableConfig }: ConfigurationInput, { settings }: FunctionRecord): void {
  if (DurableConfig === undefined || settings.shownOnly['DurableConfig'] !== undefined) return;
  throw invalidParameterValue('DurableConfig can only be set when the function is created.');
}

/** Provisioned concurrency, URLs and mappings are not for functions that isolate tenants (CDK reference, "TenancyConfig"). */
export function refuseIsolatedTenants(record: FunctionRecord | undefined, feature: string): void {
  if (record?.settings.shownOnly['TenancyConfig'] === undefined) return;
  throw invalidParameterValue(`${feature} is not supported for functions with a tenancy configuration.`);
}
