import type { Clock } from '../base/index.js';
import { LATEST, type StackFunction } from '../model/index.js';
import type { FunctionKey, Registry } from '../registry/index.js';

/** Gives each function of a project the aliases and the settings of asynchronous invocations that its file declares, and takes the others away. */
export async function applyAttachments(
  registry: Pick<Registry, 'aliases' | 'eventInvokeConfigs'>,
  functions: readonly StackFunction[],
  { region, account }: Omit<FunctionKey, 'name'>,
  clock: Clock,
): Promise<void> {
  for (const declared of functions) {
    const key = { region, account, name: declared.name };
    await applyAliases(registry, declared, key);
    await applyEventInvokeConfigs(registry, declared, key, clock);
  }
}

async function applyAliases(
  { aliases }: Pick<Registry, 'aliases'>,
  { aliases: declared = [] }: StackFunction,
  key: FunctionKey,
): Promise<void> {
  for (const { name } of aliases.list(key)) {
    if (!declared.some((alias) => alias.name === name)) await aliases.delete(key, name);
  }
  for (const { name, description } of declared) {
    const before = aliases.find(key, name);
    if (before === undefined) await aliases.create(key, { name, description, functionVersion: LATEST });
    else if (before.description !== description) await aliases.update(key, before, { description });
  }
}

async function applyEventInvokeConfigs(
  { eventInvokeConfigs }: Pick<Registry, 'eventInvokeConfigs'>,
  { eventInvokeConfigs: declared = [] }: StackFunction,
  key: FunctionKey,
  clock: Clock,
): Promise<void> {
  for (const { qualifier } of eventInvokeConfigs.list(key)) {
    if (!declared.some((config) => config.qualifier === qualifier))
      await eventInvokeConfigs.delete({ ...key, qualifier });
  }
  for (const { qualifier, ...config } of declared) {
    const { lastModifiedMs, ...before } = eventInvokeConfigs.get({ ...key, qualifier }) ?? { lastModifiedMs: 0 };
    if (lastModifiedMs > 0 && JSON.stringify(before) === JSON.stringify(config)) continue;
    await eventInvokeConfigs.put({ ...key, qualifier }, { lastModifiedMs: clock.now(), ...config });
  }
}
