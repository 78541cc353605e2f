import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { findingLine } from '../doctor/finding-line.js';
import { portFindings } from '../doctor/port-findings.js';
import { addSettingsFlags } from '../flags.js';
import { exitStatus } from '../io.js';
import { openSession } from '../session.js';

export function doctorCommand({ io, finish }: CommandContext): Command {
  const command = new Command('doctor')
    .description('what works on this machine, what does not, and what to do about it')
    .addHelpText(
      'after',
      `
Exit status: 0, or 2 when something is wrong.

Example:
  hearth doctor --docker-network my-stack_default`,
    );
  return addSettingsFlags(command, 'doctor').action(async () => {
    const session = openSession(command, 'doctor', io);
    const { engineFindings } = await import('../doctor/engine-findings.js');
    const { interpreterFindings } = await import('../doctor/interpreter-findings.js');
    const found = [
      ...(await engineFindings(session)),
      ...(await interpreterFindings(session)),
      ...(await portFindings(session)),
    ];
    for (const finding of found) session.terminal.outLine(findingLine(finding, session));
    finish(found.some(({ state }) => state === 'wrong') ? exitStatus.usage : exitStatus.success);
  });
}
