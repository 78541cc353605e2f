import { createWriteStream, fstatSync } from 'node:fs';
import tty from 'node:tty';
import { systemClock } from '../base/index.js';
import { processEnvironment } from '../settings/index.js';
import { BatchedWrites } from './batched-writes.js';
import type { Io, Output } from './io.js';

/** Text that may wait for a slow reader before lines are left out. */
const mostWaitingBytes = 16 * 1024 * 1024;

/** The streams, environment and signals of this process; `flush` settles when everything written is out. */
export function processIo(): Io & { flush(): Promise<void> } {
  const stdout = descriptorOutput(1);
  // Two streams on one terminal would overtake each other, and status lines would stand in the midst of others.
  const stderr = areOneTerminal(1, 2) ? stdout : descriptorOutput(2);
  return {
    stdin: process.stdin,
    stdout,
    stderr,
    environment: processEnvironment(),
    folder: process.cwd(),
    onStopSignal(listener) {
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      for (const signal of signals) process.on(signal, listener);
      return () => {
        for (const signal of signals) process.off(signal, listener);
      };
    },
    async flush() {
      await Promise.all([stdout.flush(), stderr.flush()]);
    },
  };
}

function areOneTerminal(one: number, other: number): boolean {
  if (!tty.isatty(one) || !tty.isatty(other)) return false;
  return fstatSync(one).rdev === fstatSync(other).rdev;
}

/**
 * Writes through the thread pool: `process.stdout` would stop the whole of Hearth while a pipe's reader or a held terminal
 * does not read.
 */
function descriptorOutput(descriptor: 1 | 2): Output & { flush(): Promise<void> } {
  const stream = createWriteStream('', { fd: descriptor, autoClose: false });
  const batched = new BatchedWrites(systemClock, (text) => stream.write(text));
  let closed = false;
  let leftOut = 0;
  stream.on('error', () => {
    closed = true;
  });
  return {
    isTerminal: tty.isatty(descriptor),
    onClosed(listener) {
      if (closed) listener();
      else stream.once('error', listener);
    },
    write(text) {
      if (closed) return;
      if (stream.writableLength + batched.waitingLength > mostWaitingBytes) {
        leftOut += 1;
        return;
      }
      if (leftOut > 0) batched.write(`(${leftOut} lines left out: they were not read in time)\n`);
      leftOut = 0;
      batched.write(text);
    },
    handOn() {
      if (!closed) batched.flush();
    },
    flush: () =>
      new Promise((resolve) => {
        batched.flush();
        if (closed) resolve();
        else stream.write('', () => resolve());
      }),
  };
}
