import type { Clock } from '../base/index.js';
import { LATEST, type StackFunction } from '../model/index.js';
import type { FunctionKey, Registry } from '../registry/index.js';

type Attachments = Pick<Registry, 'aliases' | 'eventInvokeConfigs'>;

/** Gives each function of a project the aliases and the settings of asynchronous invocations that its file declares. */
export async function addAttachments(
  registry: Attachments,
  functions: readonly StackFunction[],
  { region, account }: Omit<FunctionKey, 'name'>,
  clock: Clock,
): Promise<void> {
  for (const declared of functions) {
    const key = { region, account, name: declared.name };
    await addAliases(registry, declared, key);
    await addEventInvokeConfigs(registry, declared, key, clock);
  }
}

/** Takes away those that the file no longer declares: to be called once no door names them. */
export async function removeAttachments(
  { aliases, eventInvokeConfigs }: Attachments,
  functions: readonly StackFunction[],
  { region, account }: Omit<FunctionKey, 'name'>,
): Promise<void> {
  for (const declared of functions) {
    const key = { region, account, name: declared.name };
    const names = new Set(declared.aliases?.map(({ name }) => name));
    for (const { name } of aliases.list(key)) if (!names.has(name)) await aliases.delete(key, name);
    const qualifiers = new Set(declared.eventInvokeConfigs?.map(({ qualifier }) => qualifier));
    for (const { qualifier } of eventInvokeConfigs.list(key)) {
      if (!qualifiers.has(qualifier)) await eventInvokeConfigs.delete({ ...key, qualifier });
    }
  }
}

async function addAliases(
  { aliases }: Pick<Registry, 'aliases'>,
  { aliases: declared = [] }: StackFunction,
  key: FunctionKey,
): Promise<void> {
  for (const { name, description } of declared) {
    const before = aliases.find(key, name);
    if (before === undefined) await aliases.create(key, { name, description, functionVersion: LATEST });
    else if (before.description !== description) await aliases.update(key, before, { description });
  }
}

async function addEventInvokeConfigs(
  { eventInvokeConfigs }: Pick<Registry, 'eventInvokeConfigs'>,
  { eventInvokeConfigs: declared = [] }: StackFunction,
  key: FunctionKey,
  clock: Clock,
): Promise<void> {
  for (const { qualifier, ...config } of declared) {
    const { lastModifiedMs, ...before } = eventInvokeConfigs.get({ ...key, qualifier }) ?? { lastModifiedMs: 0 };
    if (lastModifiedMs > 0 && JSON.stringify(before) === JSON.stringify(config)) continue;
    await eventInvokeConfigs.put({ ...key, qualifier }, { lastModifiedMs: clock.now(), ...config });
  }
}
