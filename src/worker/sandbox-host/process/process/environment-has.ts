import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Whether a file of variables, each ended by a zero, as Linux shows a process's environment, has this one (`NAME=value`). `room` is what is read
 * into, piece by piece; it has to be longer than the variable. Of a process that is gone, or another user's, there is nothing to read.
 */
export function environmentHas(file: string, variable: string, room: Buffer): boolean {
  try {
    const handle = openSync(file, 'r');
    try {
      return contains(handle, Buffer.from(`\0${variable}\0`), room);
    } finally {
      closeSync(handle);
    }
  } catch {
    return false;
  }
}

function contains(handle: number, wanted: Buffer, room: Buffer): boolean {
  room[0] = 0;
  let held = 1;
  for (;;) {
    const read = readSync(handle, room, held, room.length - held, null);
    // The last variable may lack its zero.
    if (read === 0) room[held] = 0;
    const end = held + Math.max(read, 1);
    if (room.subarray(0, end).includes(wanted)) return true;
    if (read === 0) return false;
    held = Math.min(end, wanted.length - 1);
    room.copyWithin(0, end - held, end);
  }
}
