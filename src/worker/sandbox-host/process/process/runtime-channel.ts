import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * The descriptor of a runtime's process on which a client of Hearth's own talks instead of over HTTP. Of a gate it is also the one that
 * tells it what to become.
 */
export const runtimeChannel = 3;

/** This end of it, where the process was started with one. */
export function channelOf(child: ChildProcess): Duplex | undefined {
  const channel = child.stdio[runtimeChannel];
  return channel instanceof Socket ? channel : undefined;
}
