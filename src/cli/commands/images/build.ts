import { Command } from 'commander';
import type { CommandContext } from '../../command-context.js';
import { addSettingsFlags } from '../../flags.js';
import { exitStatus } from '../../io.js';
import { openSession } from '../../session.js';
import { abortOnSignal } from '../../stop-signal.js';
import { textTable } from '../../table.js';

export function buildImagesCommand({ io, finish }: CommandContext): Command {
  const command = new Command('build')
    .description('build images with the official images’ contract on this machine, without pulling any')
    .argument('<runtime...>', 'identifiers such as nodejs22.x, python3.13, java21, provided.al2023')
    .addHelpText(
      'after',
      `
They get the official names where those are free, and are used as if pulled.

Example:
  hearth images build nodejs22.x python3.11 provided.al2023`,
    );
  return addSettingsFlags(command, 'images').action(async (runtimes: string[]) => {
    const { settings, terminal, logger } = openSession(command, 'images', io);
    const { connectImageBuilder } = await import('../../../worker/sandbox-host/index.js');
    const builder = await connectImageBuilder({
      ...networkEnvironment(io.environment),
      ...settings.docker.environment,
    });
    await using stop = abortOnSignal(io);
    const built = await builder.build(runtimes, {
      signal: stop.signal,
      onProgress({ stage, step }) {
        logger.info(`${stage}: ${step}`);
      },
    });
    for (const line of textTable(
      ['RUNTIME', 'IMAGE', 'VERSION', 'OUTCOME', 'NOTE'],
      built.map(({ runtime, reference, version, outcome, notice }) => [
        runtime,
        reference,
        version,
        outcome,
        notice ?? '',
      ]),
    )) {
      terminal.outLine(line);
    }
    finish(exitStatus.success);
  });
}

/** What the tools that download need to find their way out of this machine. */
function networkEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && /^(?:SSL_|NODE_EXTRA_|HTTPS?_PROXY|NO_PROXY|ALL_PROXY|PIP_|PATH$)/i.test(name)) {
      found[name] = value;
    }
  }
  return found;
}
