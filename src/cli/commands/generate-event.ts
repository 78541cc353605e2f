import { Command } from 'commander';
import { newUuid, systemClock } from '../../base/index.js';
import type { CommandContext } from '../command-context.js';
import type { EventTemplate } from '../events/event-template.js';
import { httpEvents } from '../events/http-events.js';
import { recordEvents } from '../events/record-events.js';
import { serviceEvents } from '../events/service-events.js';
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
  const templates = [...httpEvents, ...recordEvents, ...serviceEvents];
  for (const service of new Set(templates.map((template) => template.service))) {
    const own = templates.filter((template) => template.service === service);
    const parent = command
      .command(service)
      .description(own.map(({ name }) => name).join(', '))
      .addHelpText('after', `\nExample:\n  hearth generate-event ${service} ${own[0]?.name ?? ''}`);
    for (const template of own) parent.addCommand(eventCommand(template, context));
  }
  return command;
}

function eventCommand(template: EventTemplate, { io, finish }: CommandContext): Command {
  const command = new Command(template.name)
    .description(template.description)
    .option('--region <region>', 'AWS region', io.environment['AWS_REGION'] ?? 'us-east-1')
    .option('--account <id>', 'AWS account', '000000000000')
    .addHelpText('after', `\nExample:\n  hearth generate-event ${template.service} ${template.name} > event.json`);
  for (const [name, value] of Object.entries(template.options))
    command.option(`--${name} <text>`, name.replaceAll('-', ' '), value);
  return command.action((given: Readonly<Record<string, string>>) => {
    const event = template.make({
      option: (name) => given[camelCase(name)] ?? '',
      region: given['region'] ?? '',
      account: given['account'] ?? '',
      now: new Date(systemClock.now()),
      newId: newUuid,
    });
    io.stdout.write(`${JSON.stringify(event, null, 2)}\n`);
    finish(exitStatus.success);
  });
}

/** Commander's name for a flag. */
function camelCase(flag: string): string {
  return flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
