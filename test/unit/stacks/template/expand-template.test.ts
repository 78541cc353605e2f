// cspell:ignore Fnaexample Fnbexample
import { describe, expect, it } from '@jest/globals';
import { functionIn, stackOf } from '../../../support/stack-of.js';

const properties = 'InlineCode: x, Runtime: nodejs22.x, Handler: index.handler';

// CloudFormation template reference, "Fn::ForEach" and "AWS::Include transform"; http contract §7.7.
describe('Fn::ForEach', () => {
  it('writes out resources, with the element in keys and values', async () => {
    const stack = await stackOf(`
      Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
      Parameters: { Names: { Type: CommaDelimitedList, Default: "Read,Write" } }
      Resources:
        Fn::ForEach::Functions:
          - Name
          - !Ref Names
          - \${Name}Function:
              Type: AWS::Serverless::Function
              Properties: { ${properties}, FunctionName: !Sub "\${Name}-\${AWS::Region}", Environment: { Variables: { NAME: !Ref Name } } }
    `);

    expect(stack.functions.map(({ logicalId, name, environment }) => [logicalId, name, environment])).toEqual([
      ['ReadFunction', 'Read-eu-west-1', { NAME: 'Read' }],
      ['WriteFunction', 'Write-eu-west-1', { NAME: 'Write' }],
    ]);
    expect(stack.notices).toEqual([]);
  });

  it('nests, keeps letters and digits only where &{} stands, and goes into properties and conditions', async () => {
    const stack = await stackOf(`
      Transform: AWS::LanguageExtensions
      Conditions:
        Fn::ForEach::Flags: [Flag, [A, B], { "Is\${Flag}": !Equals [!Ref Flag, A] }]
      Resources:
        Fn::ForEach::Outer:
          - Host
          - [a.example, b.example]
          - Fn::ForEach::Inner:
              - Kind
              - [X]
              - Fn&{Host}\${Kind}:
                  Type: AWS::Lambda::Function
                  Condition: IsA
                  Properties:
                    Code: { ZipFile: x }
                    Runtime: nodejs22.x
                    Handler: index.handler
                    Environment: { Variables: { Fn::ForEach::V: [N, [1, 2], { "VALUE\${N}": !Sub "\${Host} \${N}" }] } }
    `);

    expect(stack.functions.map(({ logicalId }) => logicalId)).toEqual(['FnaexampleX', 'FnbexampleX']);
    expect(functionIn(stack, 'FnbexampleX').environment).toEqual({ VALUE1: 'b.example 1', VALUE2: 'b.example 2' });
  });

  it('is done also without its transform, which AWS asks for', async () => {
    const stack = await stackOf('Resources: { "Fn::ForEach::L": [X, [A], { "${X}": { Type: AWS::SNS::Topic } }] }');

    expect(stack.notices).toEqual([expect.stringContaining('add "Transform: AWS::LanguageExtensions"')]);
  });

  it.each([
    ['[X, !Ref Unknown, {}]', 'loops over what is not known: the parameter "Unknown" has no default'],
    ['[X, !Ref One, {}]', 'loops over something that is not a list'],
    ['[X, [{}], { a: b }]', 'loops over a list of something other than text'],
    ['[X]', 'takes a list: an identifier, a collection and a map to repeat'],
  ])('that is wrong is refused with its place: %s', async (loop, message) => {
    const reading = stackOf(`
      Parameters: { Unknown: { Type: CommaDelimitedList }, One: { Type: String, Default: a } }
      Resources: { "Fn::ForEach::L": ${loop} }
    `);

    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow(/template\.yaml:3:\d+: "Resources\.Fn::ForEach::L"/);
  });
});

describe('AWS::Include', () => {
  it('puts the content of a local file among its siblings, and watches the file', async () => {
    const stack = await stackOf(
      `
      Parameters: { Part: { Type: String, Default: more } }
      Resources:
        Fn::Transform: { Name: AWS::Include, Parameters: { Location: !Sub "./\${Part}.yaml" } }
        Own: { Type: AWS::Serverless::Function, Properties: { ${properties} } }
    `,
      {
        files: {
          'more.yaml': `Included: { Type: AWS::Serverless::Function, Properties: { ${properties}, Timeout: !Ref Wait } }`,
        },
      },
    );

    expect(stack.functions.map(({ logicalId }) => logicalId)).toEqual(['Included', 'Own']);
    expect(functionIn(stack, 'Included').problem?.message).toMatch(/more\.yaml:1:\d+: "Wait" is neither/);
    expect(stack.watched).toContainEqual(expect.stringMatching(/more\.yaml$/));
  });

  it('of the whole template adds its sections', async () => {
    const stack = await stackOf(
      'Transform: [{ Name: AWS::Include, Parameters: { Location: part.yaml } }]\nDescription: x',
      {
        files: { 'part.yaml': `Resources: { Fn: { Type: AWS::Serverless::Function, Properties: { ${properties} } } }` },
      },
    );

    expect(functionIn(stack, 'Fn').problem).toBeUndefined();
  });

  it.each([
    ['s3://bucket/part.yaml', 'The include "s3://bucket/part.yaml" is not on this machine. Name a local file instead.'],
    ['nowhere.yaml', 'nowhere.yaml" cannot be read'],
  ])('of %s is refused', async (location, message) => {
    const reading = stackOf(
      `Resources: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: "${location}" } } }`,
    );

    await expect(reading).rejects.toThrow(message);
  });
});

describe('a macro', () => {
  it('is told, because only AWS can run it', async () => {
    const stack = await stackOf('Transform: [AWS::Serverless-2016-10-31, { Name: MyMacro }]\nResources: {}');

    expect(stack.notices).toEqual([expect.stringMatching(/^The macro "MyMacro" of ".*" runs only on AWS/)]);
  });
});

describe('Globals', () => {
  it('that SAM refuses are told', async () => {
    const stack = await stackOf('Globals: { Function: { Role: x }, Table: {} }\nResources: {}');

    expect(stack.notices).toEqual([
      'SAM refuses "Globals.Function.Role": set it on the resource.',
      expect.stringMatching(/^SAM refuses "Globals.Table": known are Function, Api/),
    ]);
  });
});

describe('Fn::If around a map', () => {
  it('takes the branch of its condition', async () => {
    const stack = await stackOf(`
      Conditions: { IsYes: !Equals [a, a] }
      Resources:
        Fn:
          Type: AWS::Serverless::Function
          Properties:
            ${properties.replaceAll(', ', '\n            ')}
            Environment: !If [IsYes, { Variables: !If [IsYes, { A: "1" }, { B: "2" }] }, !Ref AWS::NoValue]
            EphemeralStorage: !If [IsYes, { Size: 600 }, { Size: 700 }]
    `);

    expect(functionIn(stack, 'Fn')).toMatchObject({ environment: { A: '1' }, ephemeralStorageMb: 600 });
  });
});
