import { messageOf } from '../base/index.js';

/** Said of a file that is no longer where it was. */
export const deleted = 'it was deleted, or replaced, while Hearth was running';

/** What happened to the database file, by its name, and what to do about it, while Hearth runs. */
export function describeDatabaseError(error: unknown, file: string): string {
  const message = messageOf(error);
  if (/disk is full|ENOSPC/i.test(message)) {
    return `The disk is full: "${file}" cannot be written (${message}). Free some space; nothing needs to be started again.`;
  }
  if (message === deleted) return `The database "${file}" is gone: ${deleted}. Start Hearth again.`;
  if (isDamage(message)) {
    return `The database "${file}" is damaged: ${message}. Stop Hearth, move the file away or restore a copy of it, and start again.`;
  }
  return `The database "${file}" cannot be used: ${message}. Look at its disk and its permissions.`;
}

/** Whether SQLite says that the file is not what it has written. */
function isDamage(message: string): boolean {
  return /malformed|not a database|corrupt/i.test(message);
}
