import { isMap, isNode, LineCounter, parseDocument, type ParsedNode, type Tags } from 'yaml';
import { UserError } from '../../base/index.js';
import { booleanTag, cloudFormationTags } from './cloudformation-tags.js';

/** The content of a project file: plain data with intrinsic functions in their long form, and where each part of it stands. */
export interface Template {
  readonly file: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** `file:line:column` of the part at that path, or of the nearest part around it. */
  locate(path: TemplatePath): string;
}

export type TemplatePath = readonly (string | number)[];

/** Parses YAML or JSON; throws `UserError` with file, line and column. */
export function parseTemplate(file: string, text: string): Template {
  const { content, locate } = parseTemplatePart(file, text);
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return { file, content: content as Record<string, unknown>, locate };
  }
  throw new UserError(`${file}:1:1: The template is not a map. It begins with "Resources:" or "Transform:".`);
}

/** The same for a file that may hold any value. */
export function parseTemplatePart(
  file: string,
  text: string,
): { readonly content: unknown; readonly locate: Template['locate'] } {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    customTags,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error !== undefined) {
    throw new UserError(`${at(error.pos[0])}: ${firstLine(error.message)}. Correct the template at that place.`);
  }
  const unknownTag = document.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
  if (unknownTag !== undefined) {
    throw new UserError(`${at(unknownTag.pos[0])}: ${firstLine(unknownTag.message)}. Use CloudFormation's tags only.`);
  }
  const content: unknown = document.toJS({ maxAliasCount: 1000 });
  return { content, locate: (path) => at(offsetOf(document.contents, path)) };
}

/** YAML 1.1 without what turns policy versions (`2012-10-17`) into dates, and `22:22` and a lone `.` (`CodeUri: .`) into a number. */
const customTags = (tags: Tags): Tags => [
  booleanTag,
  ...tags.filter((tag) => typeof tag !== 'string' && !isMisleading(tag)).map(withDigits),
  ...cloudFormationTags,
];

function withDigits(tag: Tags[number]): Tags[number] {
  if (typeof tag === 'string' || 'collection' in tag) return tag;
  return tag.test?.test('.') === true ? { ...tag, test: /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/ } : tag;
}

function isMisleading(tag: Exclude<Tags[number], string>): boolean {
  return (
    tag.tag === 'tag:yaml.org,2002:timestamp' ||
    tag.tag === 'tag:yaml.org,2002:bool' ||
    ('format' in tag && tag.format === 'TIME')
  );
}

function offsetOf(root: ParsedNode | null, path: TemplatePath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown = root && isMap(root) ? root.getIn(path.slice(0, length - 1), true) : undefined;
    const container = length === 1 ? root : parent;
    const key = path[length - 1];
    if (isMap(container)) {
      const pair = container.items.find((item) => isNode(item.key) && String(item.key) === String(key));
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node: unknown = root && isMap(root) ? root.getIn(path.slice(0, length), true) : undefined;
    if (isNode(node) && node.range) return node.range[0];
  }
  return root?.range[0] ?? 0;
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/[.:]$/, '') ?? message;
}
