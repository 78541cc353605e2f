import type { DebugSettings } from '../../../model/index.js';

/**
 * Arguments of `node` that start its inspector. Without one among `--debug-args` it is `--inspect-brk`: the runtime stands still before
 * its first line until a debugger lets it go on, so that breakpoints in INIT are met. One without an address gets it.
 */
export function inspectorArguments({ port, arguments: given }: DebugSettings, address: string): readonly string[] {
  const words = given.map((word) =>
    isInspector.test(word) && !word.includes('=') ? `${word}=${address}:${port}` : word,
  );
  return words.some((word) => isInspector.test(word)) ? words : [`--inspect-brk=${address}:${port}`, ...words];
}

/**
 * The same for `NODE_OPTIONS`, behind what the function has there. What AWS SAM's users know from its command line, and Node.js takes
 * nowhere else, is left out: the images start Node.js with `--expose-gc`, and V8 has long been lazy only where that cannot be seen.
 */
export function inspectorNodeOptions(debug: DebugSettings, address: string, own: string | undefined): string {
  const allowed = inspectorArguments(debug, address).filter((word) => !commandLineOnly.has(word));
  const words = allowed.map((word) => (/[\s"\\]/.test(word) ? `"${word.replace(/["\\]/g, '\\$&')}"` : word));
  return [...(own === undefined || own === '' ? [] : [own]), ...words].join(' ');
}

const isInspector = /^--inspect(-brk|-wait)?(=|$)/;

const commandLineOnly: ReadonlySet<string> = new Set(['--no-lazy', '--nolazy', '--expose-gc', '--expose_gc']);
