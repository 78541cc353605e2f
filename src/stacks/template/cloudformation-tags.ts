import type * as yamlTypes from 'yaml';
import type { CollectionTag, ScalarTag, Tags, YAMLMap, YAMLSeq } from 'yaml';
import { numberAsWritten } from '../../base/index.js';
import { longFormOfText, longName, shortForms } from './short-forms.js';

/**
 * YAML 1.1 with CloudFormation's short forms, and without what turns policy versions (`2012-10-17`) into dates, and `22:22`, a lone
 * `.` (`CodeUri: .`), `E1` and numbers of accounts into a number. Numbers keep how they are written (`2.0`), as CloudFormation keeps them.
 */
export function customTags(yaml: typeof yamlTypes): (tags: Tags) => Tags {
  const short = [...shortForms].flatMap((name) => [scalarTag(name), mapTag(name, yaml), sequenceTag(name, yaml)]);
  return (tags) => [
    booleanTag,
    ...tags.filter((tag) => typeof tag !== 'string' && !isMisleading(tag)).map((tag) => asNumber(tag, yaml)),
    ...short,
  ];
}

function scalarTag(name: string): ScalarTag {
  return { tag: `!${name}`, resolve: (text) => longFormOfText(name, text) };
}

function mapTag(name: string, yaml: typeof yamlTypes): CollectionTag {
  return { tag: `!${name}`, collection: 'map', nodeClass: yaml.YAMLMap, resolve: (node) => wrap(name, node, yaml) };
}

function sequenceTag(name: string, yaml: typeof yamlTypes): CollectionTag {
  return { tag: `!${name}`, collection: 'seq', nodeClass: yaml.YAMLSeq, resolve: (node) => wrap(name, node, yaml) };
}

function wrap(name: string, node: YAMLMap | YAMLSeq, { Pair, Scalar, YAMLMap }: typeof yamlTypes): YAMLMap {
  // The tag has been used up; left on the inner node it would be applied again.
  delete node.tag;
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(longName(name)), node));
  map.range = node.range ?? null;
  return map;
}

/** YAML 1.1 booleans as CloudFormation reads them; bare `y` and `n` stay text, they are common keys. */
const booleanTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  identify: (value) => typeof value === 'boolean',
  test: /^(?:true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/,
  resolve: (text) => /^(?:true|yes|on)$/i.test(text),
  stringify: ({ value }) => (value === true ? 'true' : 'false'),
};

/** A number begins with a digit or a point and a digit (`E1` is text), a whole one with more digits not with zero (`012345678901`). */
function asNumber(tag: Tags[number], { isScalar }: typeof yamlTypes): Tags[number] {
  if (typeof tag === 'string' || 'collection' in tag || tag.test === undefined) return tag;
  const { test } = tag;
  const stricter = numberForms.find(([sample]) => test.test(sample))?.[1] ?? test;
  const resolve: ScalarTag['resolve'] = (text, onError, options) => {
    const value = tag.resolve(text, onError, options);
    if (typeof value === 'bigint') return numberAsWritten(Number(value), text);
    if (typeof value === 'number') return numberAsWritten(value, text);
    return isScalar(value) && typeof value.value === 'number' ? numberAsWritten(value.value, text) : value;
  };
  return { ...tag, test: stricter, resolve };
}

const numberForms: readonly (readonly [sample: string, form: RegExp])[] = [
  ['.', /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/],
  ['1e3', /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)[eE][-+]?[0-9]+$/],
  ['9', /^[-+]?(?:0|[1-9][0-9_]*)$/],
];

function isMisleading(tag: Exclude<Tags[number], string>): boolean {
  return (
    tag.tag === 'tag:yaml.org,2002:timestamp' ||
    tag.tag === 'tag:yaml.org,2002:bool' ||
    ('format' in tag && tag.format === 'TIME')
  );
}
