/**
 * Entries of a code folder, at any depth, that are never a function's code: neither digested nor watched nor delivered. A template
 * often says `CodeUri: .`, and then Hearth's own data folder lies among the code.
 */
export const projectNoise: ReadonlySet<string> = new Set(['.git', '.hearth', '.aws-sam', '.serverless', '.DS_Store']);

/**
 * A log may be delivered with the code, yet its changes mean nothing: Hearth's own output may go into one, and then each line would be
 * a change that another line tells.
 */
export function isLog(file: string): boolean {
  return file.endsWith('.log');
}
