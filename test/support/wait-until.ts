import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until it is so; the test's own deadline ends a wait that never ends. */
export async function waitUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(10);
}
