/** What is wrong in a project file although it can be read. */
export interface LintFinding {
  /** `file:line:column`. */
  readonly place: string;
  readonly text: string;
  /** What it is about, where that is a name that leads to nothing. */
  readonly name?: string;
  /** False: AWS takes it, and it may not be what was meant. */
  readonly isWrong: boolean;
}
