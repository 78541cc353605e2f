import { Command } from 'commander';
import type { ListedImage } from '../../../worker/sandbox-host/index.js';
import type { CommandContext } from '../../command-context.js';
import { addSettingsFlags } from '../../flags.js';
import { exitStatus } from '../../io.js';
import { openSession } from '../../session.js';
import { megabytes, textTable } from '../../table.js';

export function listImagesCommand({ io, finish }: CommandContext): Command {
  const command = new Command('list')
    .description('local images under official names: pulled, or built here')
    .addHelpText('after', '\nExample:\n  hearth images list');
  return addSettingsFlags(command, 'images').action(async () => {
    const { settings, terminal } = openSession(command, 'images', io);
    const { connectImageBuilder } = await import('../../../worker/sandbox-host/index.js');
    const builder = await connectImageBuilder(settings.docker.environment);
    const images = await builder.list();
    const lines =
      settings.logFormat === 'json'
        ? images.map((image) => JSON.stringify(image))
        : textTable(['IMAGE', 'RUNTIMES', 'ORIGIN', 'SIZE', 'NOTE'], images.map(cellsOf));
    for (const line of lines) terminal.outLine(line);
    if (images.length === 0)
      terminal.errorLine('None yet. Run "hearth images pull <runtime>", or "build" without a registry.');
    finish(exitStatus.success);
  });
}

function cellsOf({ reference, runtimes, origin, sizeBytes, notice }: ListedImage): readonly string[] {
  return [reference, runtimes.join(', '), origin, megabytes(sizeBytes), notice ?? ''];
}
