import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';

// Writes to /tmp until the disk says no, or {"mb": n} are there; then waits {"ms": n}.
export const handler = async (event) => {
  const file = `${tmpdir()}/filler`;
  const descriptor = openSync(file, 'w');
  let mb = 0;
  let failure;
  try {
    for (; mb < (event.mb ?? 700); mb += 8) writeSync(descriptor, Buffer.alloc(8 * 1024 * 1024, 1));
  } catch (error) {
    failure = error.code;
  }
  closeSync(descriptor);
  await new Promise((resolve) => setTimeout(resolve, event.ms ?? 0));
  rmSync(file);
  return { mb, failure };
};
