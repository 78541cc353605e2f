import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExactNumber } from '../../../../../src/base/index.js';
import { parseFully } from '../../../../../src/stacks/template/parse-fully.js';
import { readPlainYaml } from '../../../../../src/stacks/template/plain-yaml/read-plain-yaml.js';

const full = (text: string): unknown => withTexts(parseFully('/p/template.yaml', text).content);
const plain = (text: string): unknown => withTexts(readPlainYaml(text));

/** Numbers that keep their text as that text, which comparing sees. */
function withTexts(value: unknown): unknown {
  if (value instanceof ExactNumber) return `a number: ${value.toString()}`;
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withTexts(part)]));
}

describe('plain YAML', () => {
  it.each([
    ['a SAM template', samTemplate()],
    ['JSON over several lines', '{\n  "A": [1, true, null, "x\\u00e9\\n"],\n  "B": { "C": {}, "D": [] }\n}\n'],
    ['JSON without spaces', '{"A":{"B":["c",{"D":1}],"E":-1.5}}'],
    ['lists as deep as their key', 'A:\n- x\n- B: 1\n  C:\n  - y\nD: 2'],
    ['lists in lists', 'A:\n  - - 1\n    - 2\n  -\n    - 3\n  - # nothing\n'],
    ['a folded text', 'Description: >\n  one\n  two\n\n  three\n\nA: 1\n'],
    ['text in lines', 'A: |\n  if x:\n    y # z\n\n  end\n\nB: |-\n  1\n'],
    ['numbers as they are written', 'A: 2.0\nB: [1.10, -3.00, 1.5]\n'],
    ['comments', '# top\nA: 1 # one\n  # odd\nB: # two\n  # three\n  C: x#y\n'],
    ['a document mark at the top', '# one\n---\nA: 1\n'],
  ])('reads %s as the full parser does', (_what, text) => {
    const read = plain(text);

    expect(read).toEqual(full(text));
    expect(read).toBeDefined();
  });

  it.each([
    ['anchors', 'A: &a {x: 1}\nB: *a\n'],
    ['merge keys', 'A:\n  <<: {x: 1}\n'],
    ['text over several lines', 'A: one\n  two\n'],
    ['numbers of another base', 'A: 0x1F\n'],
    ['tabs', 'A:\t1\n'],
    ['a key given twice', 'A: 1\nA: 2\n'],
    ['a tag that is not known', 'A: !Unknown x\n'],
    ['a list that is not closed', 'A: [1\n'],
    ['a second document', 'A: 1\n---\nB: 2\n'],
    ['nothing', ''],
    ['nesting deeper than the stack', `{"A":${'['.repeat(100_000)}`],
  ])('leaves %s to the full parser', (_what, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  it('never answers anything but what the full parser does, or refuses', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces).map((some) => some.join('')),
          lines,
          flows,
          edited,
        ),
        (text) => {
          const read = plain(text);
          expect(read).toStrictEqual(read === undefined ? undefined : full(text));
        },
      ),
      { numRuns: 3000 },
    );
  });
});

const words = fc.constantFrom(
  ...[
    'a',
    'B',
    '!Sub ',
    '!Ref x',
    '!GetAtt a.b.c',
    '!If',
    '!If [',
    'Fn::Sub:',
    '/{p+}',
    '${A}',
    '-x',
    '-',
    '~',
    '.',
    './a',
  ],
  ...[
    'on',
    'No',
    'nULL',
    'null',
    'y',
    'e5',
    '1',
    '-1',
    '007',
    '1_0',
    '0o7',
    '1.5',
    '1.',
    '.5',
    '1e3',
    '.inf',
    '22:22',
    '2012-10-17',
    '1.2.3',
  ],
  ...[
    '"q"',
    '"\\n"',
    '"\\u00e9"',
    '"\\x41"',
    "'s'",
    "'it''s'",
    "it's",
    '"',
    "'",
    'a"b',
    '<<',
    '=',
    '*',
    '&a',
    '%',
    '@',
    '`',
    '?',
    'é',
    '😀',
  ],
);
const marks = fc.constantFrom(
  ': ',
  ':',
  ':\n',
  '- ',
  '-\n',
  '\n',
  '\n\n',
  ' ',
  '  ',
  ' #c',
  '#',
  ', ',
  ',',
  '{',
  '}',
  '[',
  ']',
  '|\n',
  '|-\n',
  '>\n',
  '>-\n',
  '|+\n',
  '---\n',
  '...\n',
  '\t',
);
const pieces = fc.oneof(words, words, marks, marks, fc.constantFrom('\n', '\n  ', '\n    ', ': ', '\n- ', '\n  - '));

/** Lines of keys, items and text, at any depth. */
const lines = fc
  .array(
    fc.record({
      indent: fc.constantFrom('', '', '  ', '  ', '    ', ' ', '      '),
      head: fc.constantFrom('a:', 'b:', 'c:', '"d":', '1:', '- ', '- a: ', '- b:', '-', '- - ', '', '# '),
      gap: fc.constantFrom(' ', ' ', '', '  '),
      value: fc.oneof(
        fc.constant(''),
        words,
        words,
        fc.constantFrom(
          '|',
          '|-',
          '>',
          '>-',
          '[1, a]',
          '{a: b}',
          '[',
          '{',
          ']',
          '}',
          'x y',
          'x # c',
          '!Sub x',
          '!Join',
        ),
      ),
    }),
    { maxLength: 9 },
  )
  .map((some) => some.map(({ indent, head, gap, value }) => indent + head + gap + value).join('\n'));

/** Maps and lists in brackets, with every kind of white space. */
const flows = fc.letrec<{ value: string; map: string; list: string; root: string }>((tie) => {
  const space = fc.constantFrom('', '', ' ', '\n', '\n  ', ' # c\n ');
  const member = fc
    .tuple(words, space, fc.constantFrom(':', ': ', ':\n '), space, tie('value'))
    .map((parts) => parts.join(''));
  const inside = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc
      .tuple(
        space,
        fc.array(
          fc.tuple(part, space).map((parts) => parts.join('')),
          { maxLength: 3 },
        ),
        space,
      )
      .map(([before, some, after]) => before + some.join(',' + after));
  return {
    value: fc.oneof({ maxDepth: 3 }, words, words, tie('map'), tie('list')),
    map: inside(member).map((text) => `{${text}}`),
    list: inside(tie('value')).map((text) => `[${text}]`),
    root: fc.tuple(fc.constantFrom('', 'a: ', 'a:\n  b: ', 'a:\n  - '), tie('map')).map((parts) => parts.join('')),
  };
}).root;

/** A template of the usual kind with some pieces put in, or some of it left out. */
const edited = fc
  .array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), pieces), { minLength: 1, maxLength: 3 })
  .map((edits) =>
    edits.reduce((text, [part, left, piece]) => {
      const at = Math.floor(part * text.length);
      return text.slice(0, at) + piece + text.slice(at + left);
    }, samTemplate()),
  );

function samTemplate(): string {
  return `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Description: >
  python3.12

  Sample SAM Template for app
Globals:
  Function:
    Timeout: 3
    Environment: { Variables: { TABLE: !Ref Table, "URL": !Sub 'https://\${Api}.x' } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Hello:
    Type: AWS::Serverless::Function # https://github.com/x#y
    Properties:
      CodeUri: .
      Policies:
        - Version: 2012-10-17
          Statement:
          - Effect: Allow
            Action: [s3:GetObject, 's3:Put*']
            Resource: !Join
              - '/'
              - - !GetAtt Bucket.Arn
                - "*"
      InlineCode: |
        exports.handler = async () => {
          return { statusCode: 200 };
        };
      Events:
        Get:
          Type: Api
          Properties: { Method: GET, Path: '/{proxy+}' }
        Tick:
          Type: Schedule
          Properties:
            Schedule: rate(5 minutes)
            Input: "{\\"a\\": 1}"
            Enabled: No
Outputs:
  Url:
    Value: !Sub
      - https://\${Host}/
      - Host: !If [IsProd, a.example, !Ref AWS::NoValue]
`;
}
