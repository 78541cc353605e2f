import { UserError } from '../../base/index.js';
import { parseFully } from './parse-fully.js';
import { readPlainYaml } from './plain-yaml/read-plain-yaml.js';

/** The content of a project file: plain data with intrinsic functions in their long form, and where each part of it stands. */
export interface Template {
  readonly file: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** `file:line:column` of the part at that path, or of the nearest part around it. */
  locate(path: TemplatePath): string;
}

export type TemplatePath = readonly (string | number)[];

/** The same of a file that may hold any value. */
export interface TemplatePart {
  readonly content: unknown;
  readonly locate: Template['locate'];
}

/** Parses YAML or JSON; throws `UserError` with file, line and column. */
export function parseTemplate(file: string, text: string): Template {
  const { content, locate } = parseTemplatePart(file, text);
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return { file, content: content as Record<string, unknown>, locate };
  }
  throw new UserError(`${file}:1:1: The template is not a map. It begins with "Resources:" or "Transform:".`);
}

/** The same for a file that may hold any value. */
export function parseTemplatePart(file: string, text: string): TemplatePart {
  const content = readPlainYaml(text);
  if (content === undefined) return parseFully(file, text);
  let parsed: TemplatePart | undefined;
  // Places are for messages: where all is well, nobody asks for one.
  return { content, locate: (path) => (parsed ??= parseFully(file, text)).locate(path) };
}
