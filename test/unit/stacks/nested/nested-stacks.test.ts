import { describe, expect, it } from '@jest/globals';
import { functionIn, stackOf } from '../../../support/stack-of.js';

const properties = 'InlineCode: x, Runtime: nodejs22.x, Handler: index.handler';
const fn = (more = ''): string => `{ Type: AWS::Serverless::Function, Properties: { ${properties}${more} } }`;

const child = `
Parameters:
  Stage: { Type: String, Default: dev }
  Layer: { Type: String, Default: none }
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ./src
      Runtime: nodejs22.x
      Handler: index.handler
      Layers: [!If [HasLayer, !Ref Layer, !Ref AWS::NoValue]]
      Environment: { Variables: { STAGE: !Ref Stage, STACK: !Ref AWS::StackName } }
      Events: { Get: { Type: Api, Properties: { Path: /hello, Method: get } } }
Conditions: { HasLayer: !Not [!Equals [!Ref Layer, none]] }
Outputs:
  HelloArn: { Value: !GetAtt Hello.Arn }
  Hidden: { Value: x, Condition: HasLayer }
`;

// SAM developer guide, "Use nested applications"; CloudFormation, "AWS::CloudFormation::Stack"; names of functions as `sam local` has them.
describe('a nested stack', () => {
  it('has names for its functions that Lambda takes, however long those of the stacks are', async () => {
    const long = 'NestedStackOfAnApplication'.repeat(3);

    const stack = await stackOf(
      `Resources: { ${long}: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yaml } } }`,
      { files: { 'child.yaml': `Resources: { ${long}: ${fn()}, ${long}2: ${fn()} }` } },
    );

    const names = stack.functions.map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^NestedStackOf[\w-]{10,51}$/);
  });

  it.each([
    ['AWS::CloudFormation::Stack', 'TemplateURL'],
    ['AWS::Serverless::Application', 'Location'],
  ])('of type %s brings its functions and APIs, with its own parameters', async (type, key) => {
    const stack = await stackOf(
      `
      Parameters: { Stage: { Type: String, Default: prod } }
      Resources:
        Child: { Type: ${type}, Properties: { ${key}: child/template.yaml, Parameters: { Stage: !Ref Stage } } }
        Own: ${fn(', Environment: { Variables: { HELLO: !GetAtt Child.Outputs.HelloArn } }')}
    `,
      { files: { 'child/template.yaml': child, 'child/src/index.js': '' } },
    );

    expect(functionIn(stack, 'Child/Hello')).toMatchObject({
      name: 'Child-Hello',
      alsoKnownAs: ['Hello'],
      environment: { STAGE: 'prod', STACK: 'local-Child' },
      package: { code: { kind: 'folder', path: expect.stringMatching(/\/child\/src$/) } },
    });
    expect(functionIn(stack, 'Own').environment).toEqual({
      HELLO: 'arn:aws:lambda:eu-west-1:123456789012:function:Child-Hello',
    });
    expect(stack.watched).toContainEqual(expect.stringMatching(/\/child\/template\.yaml$/));
    expect(stack.notices).toEqual([]);
  });

  it('may hang in the tree twice', async () => {
    const nested = '{ Type: AWS::Serverless::Application, Properties: { Location: child/template.yaml } }';
    const stack = await stackOf(`Resources: { One: ${nested}, Two: ${nested} }`, {
      files: { 'child/template.yaml': child, 'child/src/index.js': '' },
    });

    expect(stack.functions.map(({ logicalId }) => logicalId)).toEqual(['One/Hello', 'Two/Hello']);
    expect(new Set(stack.apis.map(({ id }) => id)).size).toBe(2);
  });

  it('gets layers and outputs of its neighbours', async () => {
    const stack = await stackOf(
      `
      Resources:
        Child:
          Type: AWS::Serverless::Application
          Properties: { Location: child/template.yaml, Parameters: { Layer: !Ref Shared, Stage: !GetAtt Other.Outputs.Name } }
        Other: { Type: AWS::Serverless::Application, Properties: { Location: other.yaml } }
        Shared: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layer } }
    `,
      {
        files: {
          'child/template.yaml': child,
          'child/src/index.js': '',
          'layer/x': '',
          'other.yaml': 'Resources: {}\nOutputs: { Name: { Value: from-other } }',
        },
      },
    );

    expect(functionIn(stack, 'Child/Hello')).toMatchObject({
      environment: { STAGE: 'from-other' },
      package: { layers: [{ kind: 'folder', path: expect.stringMatching(/\/layer$/) }] },
    });
  });

  it('tells what its parent does not know, and names itself', async () => {
    const stack = await stackOf(
      `
      Resources:
        Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child/template.yaml, Parameters: { Stage: !ImportValue stage } } }
        Own: ${fn(', Environment: { Variables: { A: !GetAtt Child.Outputs.Hidden, B: !GetAtt Child.Outputs.Nothing } }')}
    `,
      { files: { 'child/template.yaml': child, 'child/src/index.js': '' } },
    );

    expect(stack.notices).toEqual([
      '"Resources.Own.Properties.Environment.Variables.A" is left out: the nested stack "Child" has no output "Hidden".',
      '"Resources.Own.Properties.Environment.Variables.B" is left out: the nested stack "Child" has no output "Nothing".',
      'In the nested stack "Child": "Resources.Hello.Properties.Environment.Variables.STAGE" is left out: it is the export "stage" of another stack.',
    ]);
  });

  it.each([
    [
      'Location: { ApplicationId: a, SemanticVersion: 1.0.0 }',
      'it is an application of the AWS Serverless Application Repository',
    ],
    [
      'Location: https://s3.amazonaws.com/b/child.yaml',
      'its template "https://s3.amazonaws.com/b/child.yaml" is not on this machine',
    ],
    ['Location: nowhere.yaml', 'nowhere.yaml" does not exist'],
  ])('that is not on this machine is left out and told: %s', async (location, reason) => {
    const stack = await stackOf(
      `Resources: { Child: { Type: AWS::Serverless::Application, Properties: { ${location} } } }`,
    );

    expect(stack.notices).toEqual([expect.stringContaining('The nested stack "Child" is left out: ')]);
    expect(stack.notices[0]).toContain(reason);
  });

  it('that nests itself is refused', async () => {
    const reading = stackOf(
      'Resources: { Me: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: template.yaml } } }',
    );

    await expect(reading).rejects.toThrow('do not end');
  });
});
