// cspell:ignore Quue Queu Functoin gett
import { describe, expect, it } from '@jest/globals';
import { lintTemplate } from '../../../../src/stacks/lint/lint-template.js';
import { stackOf } from '../../../support/stack-of.js';
import { parseTemplate } from '../../../../src/stacks/template/parse-template.js';

const found = (text: string): string[] =>
  lintTemplate(parseTemplate('t.yaml', text)).map(({ place, text: told }) => `${place}: ${told}`);

describe('names that a template uses', () => {
  it('are found at their place when the template does not have them', () => {
    const template = `
Parameters: { Stage: { Type: String } }
Conditions: { IsProd: !Equals [!Ref Stag, prod], Both: !And [{ Condition: IsProd }, { Condition: IsTest }] }
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Condition: IsPord
    DependsOn: [Topic]
    Properties:
      QueueName: !Sub '\${Stage}-\${Name}-\${Queue.Arn}-\${Quue.Arn}-\${!Literal}-\${AWS::Region}'
      DelaySeconds: !If [IsDev, !FindInMap [Delays, a, b], 1]
Outputs:
  Arn: { Value: !GetAtt Queu.Arn }
`;

    expect(found(template)).toEqual([
      't.yaml:3:37: "Stag" is neither a parameter nor a resource of this template ("Conditions.IsProd.Fn::Equals.0"). Did you mean "Stage"?',
      't.yaml:3:87: "IsTest" is no condition of this template ("Conditions.Both.Fn::And.1.Condition"). Correct the name, or declare it.',
      't.yaml:8:5: "Topic" is no resource of this template ("Resources.Queue.DependsOn"). Correct the name, or declare it.',
      't.yaml:7:5: "IsPord" is no condition of this template ("Resources.Queue.Condition"). Did you mean "IsProd"?',
      't.yaml:10:7: "Name" is neither a parameter nor a resource of this template ("Resources.Queue.Properties.QueueName"). Correct the name, or declare it.',
      't.yaml:10:7: "Quue" is no resource of this template ("Resources.Queue.Properties.QueueName"). Did you mean "Queue"?',
      't.yaml:11:25: "IsDev" is no condition of this template ("Resources.Queue.Properties.DelaySeconds"). Correct the name, or declare it.',
      't.yaml:11:44: "Delays" is no mapping of this template ("Resources.Queue.Properties.DelaySeconds.Fn::If.1"). Correct the name, or declare it.',
      't.yaml:13:10: "Queu" is no resource of this template ("Outputs.Arn.Value"). Did you mean "Queue"?',
    ]);
  });

  it('may be what the SAM transform makes, and words of policies and states', () => {
    const template = `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Environment: { Variables: { A: !Ref ServerlessRestApi, B: !GetAtt FnRole.Arn, C: !Ref FnAliaslive, D: !Ref Fn.Version } }
      Policies: [{ Statement: [{ Effect: Allow, Condition: { StringEquals: { a: b } } }] }]
    Metadata: { Ref: nothing }
  Machine: { Type: AWS::Serverless::StateMachine, Properties: { Definition: { Rule: { Condition: x } } } }
`;

    expect(found(template)).toEqual([]);
  });
});

describe('types that a template names', () => {
  it.each([
    [
      'AWS::Serverless::Functoin',
      'AWS has no resource type "AWS::Serverless::Functoin" ("A"). Did you mean "AWS::Serverless::Function"?',
    ],
    [
      'AWS::Serverles::Function',
      'AWS has no resource type "AWS::Serverles::Function" ("A"). Did you mean "AWS::Serverless::Function"?',
    ],
    ['Function', '"Function" of "A" is no type of a resource.'],
  ])('%s is none', (type, message) => {
    expect(found(`Resources: { A: { Type: ${type} } }`)).toEqual([`t.yaml:1:19: ${message}`]);
  });

  it.each(['AWS::SQS::Queue', 'Custom::Thing', 'AWS::ApiGatewayV2::Route', 'Org::Own::Type', 'AWS::Serverless::Api'])(
    '%s is taken',
    (type) => {
      expect(found(`Resources: { A: { Type: ${type} } }`)).toEqual([]);
    },
  );

  it('an event that SAM does not have is told', () => {
    const template =
      'Resources: { F: { Type: AWS::Serverless::Function, Properties: { Events: { E: { Type: HttpAip } } } } }';

    expect(found(template)).toEqual([
      't.yaml:1:76: AWS SAM has no event of type "HttpAip" ("F.Events.E"). Did you mean "HttpApi"?',
    ]);
  });
});

describe('a start', () => {
  it('tells types that are none, too', async () => {
    const { notices } = await stackOf(
      'Resources:\n  A: { Type: AWS::Serverless::Functoin }\n  B: { Type: AWS::SQS::Queue }\n',
    );

    expect(notices).toEqual([
      expect.stringMatching(
        /template\.yaml:2:8: AWS has no resource type "AWS::Serverless::Functoin" \("A"\)\. Did you mean/,
      ),
    ]);
  });
});

describe('routes of resources', () => {
  const routes = (resource: string): string[] => found(`Resources: { R: ${resource} }`);

  it.each([
    [
      '{ Type: AWS::ApiGateway::Method, Properties: { HttpMethod: gett } }',
      /HttpMethod" is "gett"; .*Did you mean "GET"/,
    ],
    ['{ Type: AWS::ApiGateway::Resource, Properties: { PathPart: a/b } }', /PathPart" is "a\/b"; it is one part/],
    [
      '{ Type: AWS::ApiGateway::Resource, Properties: { PathPart: "x{id}" } }',
      /PathPart" is "x\{id\}"; a parameter is/,
    ],
    ['{ Type: AWS::ApiGatewayV2::Route, Properties: { RouteKey: GET items } }', /RouteKey" is "GET items"; it must be/],
    ['{ Type: AWS::ApiGatewayV2::Route, Properties: { RouteKey: "GET /{a+}/b" } }', /"\{a\+\}" must be its last part/],
  ])('cannot be: %s', (resource, message) => {
    expect(routes(resource)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    '{ Type: AWS::ApiGateway::Method, Properties: { HttpMethod: ANY } }',
    '{ Type: AWS::ApiGateway::Resource, Properties: { PathPart: "{proxy+}" } }',
    '{ Type: AWS::ApiGatewayV2::Route, Properties: { RouteKey: $connect } }',
    '{ Type: AWS::ApiGatewayV2::Route, Properties: { RouteKey: "ANY /a/{proxy+}" } }',
    '{ Type: AWS::ApiGatewayV2::Route, Properties: { RouteKey: !Sub "${Verb} /" } }',
  ])('may be: %s', (resource) => {
    expect(routes(resource).filter((line) => line.includes('RouteKey" is'))).toEqual([]);
  });
});

describe('resources that need one another', () => {
  const circles = (resources: string): string[] =>
    found(`Resources: ${resources}`).filter((line) => line.includes('Circular'));

  it('are told once for each circle, with the way round', () => {
    const template = `{ A: { Type: AWS::SQS::Queue, Properties: { X: !Ref B } }, B: { Type: AWS::SQS::Queue, DependsOn: [C] },
      C: { Type: AWS::SQS::Queue, Properties: { X: !Sub '\${A.Arn}' } }, D: { Type: AWS::SQS::Queue, Properties: { X: !GetAtt D.Arn } } }`;

    expect(circles(template)).toEqual([
      't.yaml:1:14: Circular dependency between resources, which AWS refuses: "A" → "B" → "C" → "A". Take one of the references out.',
      expect.stringContaining('"D" → "D"'),
    ]);
  });

  it.each([
    '{ F: { Type: AWS::Serverless::Function, Properties: { Events: { E: { Type: Api, Properties: { RestApiId: !Ref Api } } } } }, Api: { Type: AWS::Serverless::Api, Properties: { X: !Ref F } } }',
    '{ A: { Type: AWS::SQS::Queue, Condition: C, Properties: { X: !Ref B } }, B: { Type: AWS::SQS::Queue, Properties: { X: !Ref A } } }',
    '{ A: { Type: AWS::SQS::Queue, Properties: { X: !If [C, !Ref B, 1] } }, B: { Type: AWS::SQS::Queue, Properties: { X: !Ref A } } }',
  ])('are not events of functions, nor what a condition decides: %s', (resources) => {
    expect(circles(resources)).toEqual([]);
  });
});
