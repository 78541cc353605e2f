import { messageOf } from '../base/index.js';

/** What happened to the database file, by its name, and what to do about it, while Hearth runs. */
export function describeDatabaseError(error: unknown, file: string): string {
  const message = messageOf(error);
  if (/disk is full|ENOSPC/i.test(message)) {
    return `The disk is full: "${file}" cannot be written (${message}). Free some space; nothing needs to be started again.`;
  }
  if (isDamage(message)) {
    return `The database "${file}" is damaged: ${message}. Stop Hearth, move the file away or restore a copy of it, and start again.`;
  }
  return `The database "${file}" cannot be used: ${message}. Look at its disk and its permissions.`;
}

/** Whether SQLite says by `message` that the file is not what it has written. */
export function isDamage(message: string): boolean {
  return /malformed|not a database|corrupt/i.test(message);
}
