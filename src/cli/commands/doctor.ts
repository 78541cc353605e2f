import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import type { Finding } from '../doctor/finding.js';
import { portFindings } from '../doctor/port-findings.js';
import { addSettingsFlags } from '../flags.js';
import { exitStatus } from '../io.js';
import { openSession, type Session } from '../session.js';

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
    for (const finding of found) session.terminal.outLine(lineOf(finding, session));
    finish(found.some(({ state }) => state === 'wrong') ? exitStatus.usage : exitStatus.success);
  });
}

function lineOf(finding: Finding, { settings, paintOut }: Session): string {
  if (settings.logFormat === 'json') return JSON.stringify(finding);
  const { topic, state, text, remedy } = finding;
  const head = `${marks[state]} ${topic}: ${text}`;
  return remedy === undefined ? head : `${paintOut('red', head)}\n     ${remedy}`;
}

const marks: Readonly<Record<Finding['state'], string>> = { good: 'ok  ', note: 'note', wrong: 'BAD ' };
