import type * as yamlTypes from 'yaml';
import { ExactNumber, suggestion, UserError, yamlLibrary } from '../../base/index.js';
import { customTags } from './cloudformation-tags.js';
import { shortForms } from './short-forms.js';
import type { TemplatePart, TemplatePath } from './template-part.js';

/** Parses any YAML or JSON, with the place of each part. See `readPlainYaml` for what is read without it. */
export function parseFully(file: string, text: string): TemplatePart {
  const yaml = yamlLibrary();
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, {
    version: '1.1',
    customTags: customTags(yaml),
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
    const [key = ''] = /^[^\s:,]+/.exec(text.slice(error.pos[0])) ?? [];
    const problem =
      error.code === 'DUPLICATE_KEY'
        ? `The key ${key} stands here a second time. Rename or remove one of them.`
        : `${firstLine(error.message)}. Correct the template at that place.`;
    throw new UserError(`${at(error.pos[0])}: ${problem}`);
  }
  const unknownTag = document.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
  if (unknownTag !== undefined) {
    const [, tag = ''] = /!(\w*)/.exec(unknownTag.message) ?? [];
    const guess = suggestion(tag, [...shortForms]).replace(/"(\w+)"/, '"!$1"');
    throw new UserError(
      `${at(unknownTag.pos[0])}: ${firstLine(unknownTag.message)}. Use CloudFormation's tags only.${guess}`,
    );
  }
  // Keys are text, however a number is written.
  yaml.visit(document, {
    Pair: (_, { key }) => {
      if (yaml.isScalar(key) && key.value instanceof ExactNumber) key.value = key.value.toString();
    },
  });
  const content: unknown = document.toJS({ maxAliasCount: 1000 });
  return { content, locate: (path) => at(offsetOf(document.contents, path, yaml)) };
}

function offsetOf(root: yamlTypes.ParsedNode | null, path: TemplatePath, { isMap, isNode }: typeof yamlTypes): number {
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
