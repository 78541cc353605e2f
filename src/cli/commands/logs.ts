import readline from 'node:readline';
import { Readable } from 'node:stream';
import { Command } from 'commander';
import { UserError } from '../../base/index.js';
import type { CommandContext } from '../command-context.js';
import { runningHearth } from '../find-hearth.js';
import { addSettingsFlags } from '../flags.js';
import { exitStatus } from '../io.js';
import { type PrintedLine, printedLine } from '../log-lines.js';
import { checkFunctionRuns, nameInRunning } from '../running-function.js';
import { openSession } from '../session.js';

interface LogFlags {
  readonly tail?: boolean;
  readonly lines?: string;
}

export function logsCommand({ io, finish }: CommandContext): Command {
  const command = new Command('logs')
    .description('what the functions of the project’s running Hearth wrote')
    .argument('[FN]', 'only this function')
    .option('--tail', 'go on with what they write from now on')
    .option('-l, --lines <number>', 'at most so many lines of the past')
    .addHelpText(
      'after',
      `
Examples:
  hearth logs HelloFunction
  hearth logs --tail --lines 20
  hearth logs --log-format json | jq 'select(.source == "function")'`,
    );
  return addSettingsFlags(command, 'logs').action(async (asked: string | undefined, flags: LogFlags) => {
    const session = openSession(command, 'logs', io);
    const hearth = await runningHearth(session);
    const functionName = asked === undefined ? undefined : await nameInRunning(hearth, session, asked);
    if (functionName !== undefined) await checkFunctionRuns(hearth, functionName);
    const stop = new AbortController();
    const unsubscribe = io.onStopSignal(() => {
      stop.abort();
    });
    // With --tail it would go on for nobody.
    io.stdout.onClosed?.(() => {
      stop.abort();
    });
    try {
      const style = {
        format: session.settings.logFormat,
        prefixed: io.stdout.isTerminal && functionName === undefined,
        paint: session.paintOut,
      };
      for await (const line of readLines(
        `${hearth.awsUrl}/_hearth/logs?${queryOf(functionName, flags)}`,
        stop.signal,
      )) {
        session.terminal.outLine(printedLine(JSON.parse(line) as PrintedLine, style));
      }
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    } finally {
      unsubscribe();
    }
    finish(exitStatus.success);
  });
}

function queryOf(functionName: string | undefined, { tail, lines }: LogFlags): string {
  if (lines !== undefined && !/^\d+$/.test(lines)) {
    throw new UserError(`Invalid value "${lines}" for --lines. Use a whole number.`);
  }
  return new URLSearchParams({
    ...(functionName === undefined ? {} : { function: functionName }),
    ...(lines === undefined ? {} : { lines }),
    ...(tail === true ? { follow: '1' } : {}),
  }).toString();
}

async function* readLines(url: string, signal: AbortSignal): AsyncGenerator<string> {
  const { body } = await fetch(url, { signal });
  if (body === null) return;
  yield* readline.createInterface({ input: Readable.fromWeb(body), crlfDelay: Infinity });
}
