// cspell:ignore Subb
import { describe, expect, it } from '@jest/globals';
import { ExactNumber } from '../../../../src/base/index.js';
import { parseTemplate } from '../../../../src/stacks/template/parse-template.js';

const content = (text: string): unknown => parseTemplate('/p/template.yaml', text).content;

describe('a template', () => {
  it.each([
    ['!Ref Name', { Ref: 'Name' }],
    ['!Condition IsProd', { Condition: 'IsProd' }],
    ['!GetAtt Table.Arn', { 'Fn::GetAtt': ['Table', 'Arn'] }],
    ['!GetAtt Nested.Outputs.Url', { 'Fn::GetAtt': ['Nested', 'Outputs.Url'] }],
    ['!GetAtt [Table, Arn]', { 'Fn::GetAtt': ['Table', 'Arn'] }],
    ["!Sub '${A}-b'", { 'Fn::Sub': '${A}-b' }],
    ["!Sub ['${A}', {A: !Ref B}]", { 'Fn::Sub': ['${A}', { A: { Ref: 'B' } }] }],
    ["!Join ['-', [a, !Ref B]]", { 'Fn::Join': ['-', ['a', { Ref: 'B' }]] }],
    ["!Select [0, !Split [',', 'a,b']]", { 'Fn::Select': [0, { 'Fn::Split': [',', 'a,b'] }] }],
    ['!If [IsProd, 1, !Ref AWS::NoValue]', { 'Fn::If': ['IsProd', 1, { Ref: 'AWS::NoValue' }] }],
    ['!Equals [!Ref A, b]', { 'Fn::Equals': [{ Ref: 'A' }, 'b'] }],
    ['!FindInMap [A, !Ref B, c]', { 'Fn::FindInMap': ['A', { Ref: 'B' }, 'c'] }],
    ['!Length [1, 2]', { 'Fn::Length': [1, 2] }],
    ['!ToJsonString {a: !Ref B}', { 'Fn::ToJsonString': { a: { Ref: 'B' } } }],
    ['{Fn::Sub: x}', { 'Fn::Sub': 'x' }],
  ])('reads %s in its long form', (text, expected) => {
    expect(content(`Value: ${text}`)).toEqual({ Value: expected });
  });

  it.each([
    ['2012-10-17', '2012-10-17'],
    ['22:22', '22:22'],
    ['y', 'y'],
    ['yes', true],
    ['Off', false],
    ['"012345678901"', '012345678901'],
    ['1.5', 1.5],
    ['0.5', 0.5],
    ['.', '.'],
    ['E1', 'E1'],
    ['e10', 'e10'],
    ['.e5', '.e5'],
    ['012345678901', '012345678901'],
    ['0', 0],
    ['-10', -10],
    ['~', null],
  ])('reads the scalar %s as CloudFormation does', (text, expected) => {
    expect(content(`Value: ${text}`)).toEqual({ Value: expected });
  });

  it.each([
    ['2.0', 2],
    ['.5', 0.5],
    ['1.10', 1.1],
    ['1e3', 1000],
    ['010', 8],
    ['0x1F', 31],
    ['1_000', 1000],
    ['12345678901234567890', 12345678901234567890],
  ])('keeps how the number %s is written', (text, number) => {
    const { Value: value } = content(`Value: ${text}`) as Readonly<Record<string, unknown>>;

    expect(value).toBeInstanceOf(ExactNumber);
    expect([String(value), Number(value)]).toEqual([text, number]);
  });

  it('has keys as they are written', () => {
    expect(content('1.10: a\n1e3: b\n200: c\n')).toEqual({ '1.10': 'a', '1e3': 'b', '200': 'c' });
  });

  it('reads JSON, tabs included', () => {
    expect(content('{\n\t"Resources": {\n\t\t"A": {"Type": "AWS::X", "On": true}\n\t}\n}')).toEqual({
      Resources: { A: { Type: 'AWS::X', On: true } },
    });
  });

  it('resolves anchors and merge keys', () => {
    expect(content('a: &a {x: 1}\nb: {<<: *a, y: 2}')).toEqual({ a: { x: 1 }, b: { x: 1, y: 2 } });
  });

  it.each([
    ['A: [1', 1],
    ['A: 1\nB: {x: 1\nC: 2', 3],
    ['A: 1\nA: 2', 2],
    ['A: 1\nB: !Unknown x', 2],
    ['A: "x', 1],
    ['A:\n\t- x', 2],
    ['- a', 1],
    ['', 1],
  ])('refuses %j with file, line and column', (text, line) => {
    expect(() => content(text)).toThrow(new RegExp(`^/p/template\\.yaml:${line}:\\d+: .+`));
  });

  it.each([
    ['A: 1\nB: 3\nA: 2', '/p/template.yaml:3:1: The key A stands here a second time. Rename or remove one of them.'],
    [
      'A: !Subb x',
      '/p/template.yaml:1:4: Unresolved tag: !Subb. Use CloudFormation\'s tags only. Did you mean "!Sub"?',
    ],
  ])('says what to do about %j', (text, message) => {
    expect(() => content(text)).toThrow(message);
  });

  it('says where a part stands, or the nearest part around it', () => {
    const template = parseTemplate('/p/template.yaml', 'A:\n  B:\n    C: !Sub x\n  D: 1\n');

    expect(template.locate(['A', 'B', 'C'])).toBe('/p/template.yaml:3:5');
    expect(template.locate(['A', 'B', 'Missing'])).toBe('/p/template.yaml:2:3');
    expect(template.locate(['A', 'D'])).toBe('/p/template.yaml:4:3');
  });
});
