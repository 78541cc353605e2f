/** The short forms of CloudFormation's intrinsic functions; each becomes the long form, `!Sub x` → `{ "Fn::Sub": x }`. */
export const shortForms: ReadonlySet<string> = new Set([
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
]);

export function longName(shortForm: string): string {
  return shortForm === 'Ref' || shortForm === 'Condition' ? shortForm : `Fn::${shortForm}`;
}

/** The long form of a short one that stands before text. */
export function longFormOfText(shortForm: string, text: string): Readonly<Record<string, unknown>> {
  return { [longName(shortForm)]: shortForm === 'GetAtt' ? splitAttribute(text) : text };
}

/** `A.B.C` → `['A', 'B.C']`. */
function splitAttribute(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
