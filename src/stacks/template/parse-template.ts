import { UserError } from '../../base/index.js';
import { parseFully } from './parse-fully.js';
import { readPlainYaml } from './plain-yaml/read-plain-yaml.js';
import type { TemplatePart } from './template-part.js';

/** The content of a project file, and where each part of it stands. */
export interface Template extends TemplatePart {
  readonly file: string;
  readonly content: Readonly<Record<string, unknown>>;
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
