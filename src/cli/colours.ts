import type { Environment } from '../settings/index.js';
import type { Output } from './io.js';

export type Paint = (colour: Colour, text: string) => string;
export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';

/** Colours on a terminal, unless `NO_COLOR` is set (https://no-color.org); `FORCE_COLOR` asks for them everywhere. */
export function paintFor(output: Output, environment: Environment): Paint {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0';
  const refused = (NO_COLOR !== undefined && NO_COLOR !== '') || TERM === 'dumb' || FORCE_COLOR === '0';
  if (!forced && (refused || !output.isTerminal)) return (_, text) => text;
  return (colour, text) => `\u001B[${codes[colour]}m${text}\u001B[0m`;
}

/** Always the same colour for the same name. */
export function colourOf(name: string): Colour {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return perFunction[sum % perFunction.length] ?? 'cyan';
}

const perFunction: readonly Colour[] = ['cyan', 'magenta', 'green', 'blue', 'yellow'];

const codes: Readonly<Record<Colour, number>> = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
};
