/**
 * Entries of a code folder, at any depth, that are never a function's code: neither digested nor watched nor delivered. A template
 * often says `CodeUri: .`, and then Hearth's own data folder lies among the code.
 */
export const projectNoise: ReadonlySet<string> = new Set(['.git', '.hearth', '.aws-sam', '.serverless', '.DS_Store']);
