// cspell:ignore Xrun
import type { DebugSettings } from '../../../model/index.js';

/**
 * Arguments of `java` that start its debugging agent, which holds the machine before the first class until a debugger is there. One
 * among `--debug-args` stands in its place: Java loads the agent once.
 */
export function jdwpArguments({ port, arguments: given }: DebugSettings, address: string): readonly string[] {
  if (given.some((word) => isAgent.test(word))) return given;
  const place = address === '' ? String(port) : `${address}:${port}`;
  return [`-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=${place}`, ...given];
}

/** The same for `_JAVA_OPTIONS`, behind what the function has there. Java 8 knows no `*`, and listens everywhere without an address. */
export function jdwpJavaOptions(debug: DebugSettings, address: string, own: string | undefined): string {
  return [...(own === undefined || own === '' ? [] : [own]), ...jdwpArguments(debug, address)].join(' ');
}

const isAgent = /^-(agentlib:|Xrun)jdwp/;
