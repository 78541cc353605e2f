/** What a file holds, which may be any value: plain data with intrinsic functions in their long form. */
export interface TemplatePart {
  readonly content: unknown;
  /** `file:line:column` of the part at that path, or of the nearest part around it. */
  readonly locate: (path: TemplatePath) => string;
}

export type TemplatePath = readonly (string | number)[];
