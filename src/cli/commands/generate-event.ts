import { Command, Option } from 'commander';
import { newUuid, systemClock } from '../../base/index.js';
import type { CommandContext } from '../command-context.js';
import { allEvents } from '../events/all-events.js';
import { checkOption } from '../events/check-option.js';
import type { EventTemplate } from '../events/event-template.js';
import { exitStatus } from '../io.js';

export function generateEventCommand(context: CommandContext): Command {
  const command = new Command('generate-event')
    .description('print an event as a service of AWS hands it to a function')
    .addHelpText(
      'after',
      `
Examples:
  hearth generate-event s3 put --bucket photos --key cat.jpg
  hearth generate-event sqs receive-message --body '{"id":1}' | hearth invoke HelloFunction -e -`,
    );
  for (const service of new Set(allEvents.map((template) => template.service))) {
    const own = allEvents.filter((template) => template.service === service);
    const parent = command
      .command(service)
      .description(own.map(({ name }) => name).join(', '))
      .addHelpText('after', `\nExample:\n  hearth generate-event ${service} ${own[0]?.name ?? ''}`);
    for (const template of own) parent.addCommand(eventCommand(template, context));
  }
  return command;
}

function eventCommand(template: EventTemplate, { io, finish }: CommandContext): Command {
  const { AWS_REGION: region = '' } = io.environment;
  const defaults: Readonly<Record<string, string>> = {
    region: region === '' ? 'us-east-1' : region,
    account: '000000000000',
    ...template.options,
  };
  const command = new Command(template.name)
    .description(template.description)
    .addHelpText('after', `\nExample:\n  hearth generate-event ${template.service} ${template.name} > event.json`);
  for (const [name, value] of Object.entries(defaults)) {
    command.option(
      `--${name} ${placeholders[name] ?? '<text>'}`,
      descriptions[name] ?? name.replaceAll('-', ' '),
      value,
    );
    const alias = samNames[name];
    if (alias !== undefined) command.addOption(new Option(`--${alias} <text>`).hideHelp());
  }
  return command.action((given: Readonly<Record<string, string>>) => {
    const option = (name: string): string => given[camelCase(samNames[name] ?? '')] ?? given[camelCase(name)] ?? '';
    for (const name of Object.keys(defaults)) checkOption(name, option(name));
    const now = new Date(systemClock.now());
    const event = template.make({ option, region: option('region'), account: option('account'), now, newId: newUuid });
    io.stdout.write(`${JSON.stringify(event, null, 2)}\n`);
    finish(exitStatus.success);
  });
}

const placeholders: Readonly<Partial<Record<string, string>>> = { region: '<region>', account: '<id>' };
const descriptions: Readonly<Partial<Record<string, string>>> = { region: 'AWS region', account: 'AWS account' };

/** What `sam local generate-event` calls the same. */
const samNames: Readonly<Partial<Record<string, string>>> = {
  account: 'account-id',
  query: 'querystringparameters',
  queue: 'queue-name',
  'stack-name': 'stack',
};

/** Commander's name for a flag. */
function camelCase(flag: string): string {
  return flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
