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
 * `UserError` for names that the stack does not have, unless `isKnown` elsewhere, and for ports that are missing.
 */
export function assignDebugPorts(
  functions: readonly StackFunction[],
  choices: DebugChoices,
  file: string,
  isKnown: (name: string) => boolean = () => false,
): DebugPlan {
  if (choices.functions.length + choices.ports.length === 0) return { ports: new Map(), notices: [] };
  const named = choices.functions.flatMap((asked) => {
    const declared = functionNamed(asked.name, functions);
    if (declared !== undefined) return [{ declared, port: positionalPort(choices, asked.name) }];
    if (isKnown(asked.name)) return [];
    throw unknownFunction(asked.name, functions, file);
  });
  const ports = new Map<string, number>();
  const notices: string[] = [];
  for (const { declared, port } of named) claim(declared, port);

  const waiting =
    choices.functions.length === 0
      ? functions.filter((declared) => missingDebugger(declared, choices) === undefined)
      : [];
  const [first, ...more] = choices.ports;
  if (first !== undefined && more.length === 0) for (const declared of waiting) claim(declared, first);
  else for (const [index, declared] of waiting.entries()) claim(declared, choices.ports[index]);
  notices.push(...unusedPorts(choices, waiting.length));
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

/** The port of a function that `--debug-function` names: its own, the only one, or the one at its place; undefined when there is none. */
export function positionalPort(choices: DebugChoices, name: string): number | undefined {
  const own = choices.functions.find((asked) => asked.name === name)?.port;
  if (own !== undefined) return own;
  const [first, ...more] = choices.ports;
  return more.length === 0 ? first : choices.ports[unported(choices).indexOf(name)];
}

/** One for each port that no function has, where `waiting` functions get ports in turn unless some are named. */
export function unusedPorts(choices: DebugChoices, waiting = 0): readonly string[] {
  const inTurn = choices.functions.length === 0 ? waiting : unported(choices).length;
  return choices.ports.slice(inTurn).map((port) => `Debug port ${port} is not used: there is no function for it.`);
}

/** The names that have no port of their own. */
function unported({ functions }: DebugChoices): readonly string[] {
  return functions.filter(({ port }) => port === undefined).map(({ name }) => name);
}

function missingDebugger({ package: code }: StackFunction, choices: DebugChoices): string | undefined {
  const found = debuggerOf(code, choices);
  return typeof found === 'string' ? undefined : found.missing;
}

function functionNamed(asked: string, functions: readonly StackFunction[]): StackFunction | undefined {
  return functions.find((declared) => namesOf(declared).includes(asked));
}

function unknownFunction(asked: string, functions: readonly StackFunction[], file: string): UserError {
  const known = functions.map(({ logicalId }) => logicalId);
  const listed = known.map((name) => `"${name}"`).join(', ');
  return new UserError(
    `--debug-function names "${asked}", which "${file}" does not have.${suggestion(asked, known)} It has ${listed === '' ? 'no functions' : listed}.`,
  );
}

function portMissing({ logicalId }: StackFunction, { ports }: DebugChoices): UserError {
  return new UserError(
    `No debug port for function "${logicalId}": ${ports.length === 0 ? 'none was given' : `only ${ports.length} were given`}. ` +
      `Write --debug-function ${logicalId}=5858, or pass --debug-port for each.`,
  );
}
