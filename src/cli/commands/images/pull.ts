import { Command } from 'commander';
import { UserError } from '../../../base/index.js';
import { officialImage, runtimeNamed } from '../../../model/index.js';
import type { CommandContext } from '../../command-context.js';
import { addSettingsFlags } from '../../flags.js';
import { exitStatus } from '../../io.js';
import { showPulls } from '../../pull-progress.js';
import { openSession } from '../../session.js';
import { abortOnSignal } from '../../stop-signal.js';

export function pullImagesCommand({ io, finish }: CommandContext): Command {
  const command = new Command('pull')
    .description('pull the official images of runtimes that are not here yet')
    .argument('<runtime...>', 'identifiers such as nodejs22.x, python3.13, provided.al2023')
    .addHelpText('after', '\nExample:\n  hearth images pull nodejs22.x python3.13');
  return addSettingsFlags(command, 'images').action(async (runtimes: string[]) => {
    const { settings, terminal, logger } = openSession(command, 'images', io);
    const wanted = runtimes.map((runtime) => ({ runtime, reference: imageOf(runtime) }));
    const { connectImagePuller } = await import('../../../worker/sandbox-host/index.js');
    const puller = await connectImagePuller(settings.docker.environment, showPulls(terminal, logger));
    await using signal = abortOnSignal(io);
    for (const image of wanted) {
      const outcome = await puller.pull(image, signal.signal);
      terminal.outLine(`${image.reference}  ${outcome}`);
    }
    finish(exitStatus.success);
  });
}

function imageOf(runtimeId: string): string {
  const runtime = runtimeNamed(runtimeId);
  if (runtime !== undefined) return officialImage(runtime);
  throw new UserError(`Unknown runtime: "${runtimeId}". Pass identifiers of Lambda such as nodejs22.x or python3.13.`);
}
