import { type CollectionTag, isScalar, Pair, Scalar, type ScalarTag, type Tags, YAMLMap, YAMLSeq } from 'yaml';

/** The short forms of CloudFormation's intrinsic functions; each becomes the long form, `!Sub x` → `{ "Fn::Sub": x }`. */
const shortForms = [
  'And',
  'Base64',
  'Cidr',
  'Condition',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Ref',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];

export const cloudFormationTags: Tags = shortForms.flatMap((name) => [
  scalarTag(name),
  mapTag(name),
  sequenceTag(name),
]);

function longName(name: string): string {
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

function scalarTag(name: string): ScalarTag {
  return {
    tag: `!${name}`,
    resolve: (text) => ({ [longName(name)]: name === 'GetAtt' ? splitAttribute(text) : text }),
  };
}

function mapTag(name: string): CollectionTag {
  return { tag: `!${name}`, collection: 'map', nodeClass: YAMLMap, resolve: (node) => wrap(name, node) };
}

function sequenceTag(name: string): CollectionTag {
  return { tag: `!${name}`, collection: 'seq', nodeClass: YAMLSeq, resolve: (node) => wrap(name, node) };
}

function wrap(name: string, node: YAMLMap.Parsed | YAMLSeq.Parsed | YAMLMap | YAMLSeq): YAMLMap {
  // The tag has been used up; left on the inner node it would be applied again.
  delete node.tag;
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(longName(name)), node));
  map.range = node.range ?? null;
  return map;
}

/** `A.B.C` → `['A', 'B.C']`. */
function splitAttribute(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** YAML 1.1 booleans as CloudFormation reads them; bare `y` and `n` stay text, they are common keys. */
export const booleanTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  identify: (value) => typeof value === 'boolean',
  test: /^(?:true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/,
  resolve: (text) => /^(?:true|yes|on)$/i.test(text),
  stringify: (item) => (isScalar(item) && item.value === true ? 'true' : 'false'),
};
