/** Lambda's names of the instruction sets. */
export type Architecture = 'x86_64' | 'arm64';
