import { suggestion, UserError } from '../base/index.js';
import { debuggerOf, namesOf, type StackFunction } from '../model/index.js';
import type { DebugChoices } from '../settings/index.js';

export interface DebugPlan {
  /** By the function's name. */
  readonly ports: ReadonlyMap<string, number>;
  /** What was asked for and is not done, and why. */
  readonly notices: readonly string[];
}

/**
 * Which function is debugged on which port. Functions with a port of their own have that; the others named, or where none is named all,
 * get the ports in turn. A single port is for all of them, one at a time: whichever is invoked (AWS SAM does the same). Throws the
 * `UserError` for names that the stack does not have and for ports that are missing.
 */
export function assignDebugPorts(functions: readonly StackFunction[], choices: DebugChoices, file: string): DebugPlan {
  if (choices.functions.length + choices.ports.length === 0) return { ports: new Map(), notices: idleNotices(choices) };
  const named = choices.functions.map((asked) => ({ ...asked, declared: functionNamed(asked.name, functions, file) }));
  const ports = new Map<string, number>();
  const notices: string[] = [];
  for (const { declared, port } of named) if (port !== undefined) claim(declared, port);

  const waiting =
    choices.functions.length === 0
      ? functions.filter((declared) => missingDebugger(declared, choices) === undefined)
      : named.filter(({ port }) => port === undefined).map(({ declared }) => declared);
  const [first, ...more] = choices.ports;
  if (first !== undefined && more.length === 0) for (const declared of waiting) claim(declared, first);
  else for (const [index, declared] of waiting.entries()) claim(declared, choices.ports[index]);
  for (const port of choices.ports.slice(Math.max(waiting.length, waiting.length === 0 ? 0 : 1))) {
    notices.push(`Debug port ${port} is not used: there is no function for it.`);
  }
  if (choices.functions.length === 0 && choices.ports.length > 0) tellWithoutDebugger();
  return { ports, notices };

  function claim(declared: StackFunction, port: number | undefined): void {
    if (port === undefined) {
      if (choices.functions.length > 0) throw portMissing(declared, choices);
      notices.push(
        `Function "${declared.logicalId}" runs without a debugger: there are ${choices.ports.length} debug ports. Pass --debug-function ${declared.logicalId}=PORT.`,
      );
      return;
    }
    const missing = missingDebugger(declared, choices);
    if (missing === undefined) ports.set(declared.name, port);
    else notices.push(`Function "${declared.logicalId}" runs without a debugger: ${missing}.`);
  }

  function tellWithoutDebugger(): void {
    for (const declared of functions) {
      const missing = missingDebugger(declared, choices);
      if (missing !== undefined) notices.push(`Function "${declared.logicalId}" runs without a debugger: ${missing}.`);
    }
  }
}

function idleNotices({ files, arguments: given }: DebugChoices): readonly string[] {
  return files === undefined && given.length === 0
    ? []
    : ['--debugger-path and --debug-args do nothing alone. Pass --debug-port too.'];
}

function missingDebugger({ package: code }: StackFunction, choices: DebugChoices): string | undefined {
  const found = debuggerOf(code, choices);
  return typeof found === 'string' ? undefined : found.missing;
}

function functionNamed(asked: string, functions: readonly StackFunction[], file: string): StackFunction {
  const found = functions.find((declared) => namesOf(declared).includes(asked));
  if (found !== undefined) return found;
  const known = functions.map(({ logicalId }) => logicalId);
  const listed = known.map((name) => `"${name}"`).join(', ');
  throw new UserError(
    `--debug-function names "${asked}", which "${file}" does not have.${suggestion(asked, known)} It has ${listed === '' ? 'none' : listed}.`,
  );
}

function portMissing({ logicalId }: StackFunction, { ports }: DebugChoices): UserError {
  return new UserError(
    `No debug port for function "${logicalId}": ${ports.length === 0 ? 'none was given' : `only ${ports.length} were given`}. ` +
      `Write --debug-function ${logicalId}=5858, or pass --debug-port for each.`,
  );
}
