import { describe, expect, it } from '@jest/globals';
import { functionIn, stackOf } from '../../../support/stack-of.js';

const head = `
Parameters:
  Stage: { Type: String, Default: dev }
  Zones: { Type: CommaDelimitedList, Default: "a, b,c" }
  Count: { Type: Number, Default: 2 }
  Required: { Type: String }
  Kept: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /path }
Mappings:
  Sizes: { dev: { memory: 128 }, prod: { memory: 1024 } }
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
  IsProd: !Equals [!Ref Stage, prod]
  Either: !Or [!Condition IsDev, !Condition IsProd]
  Neither: !Not [!Condition Either]
  Both: !And [!Condition IsDev, !Condition IsProd]
  NumberAsText: !Equals [!Ref Count, "2"]
  OfUnknown: !Equals [!Ref Required, x]
  UnknownOrDev: !Or [!Condition OfUnknown, !Condition IsDev]
  UnknownAndProd: !And [!Condition OfUnknown, !Condition IsProd]
Resources:
  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: !Sub '\${Stage}-orders' } }
  Unnamed: { Type: AWS::DynamoDB::Table }
  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs } }
  Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: news } }
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: files } }
  Role: { Type: AWS::IAM::Role, Properties: { RoleName: worker } }
  Other: { Type: AWS::Serverless::Function, Properties: { FunctionName: other-name, InlineCode: x, Runtime: nodejs22.x, Handler: index.h } }
  Api: { Type: AWS::Serverless::HttpApi }
  Bare: { Type: AWS::Serverless::Function, Properties: { AutoPublishAlias: live, InlineCode: x, Runtime: nodejs22.x, Handler: index.h } }
  OtherAlias: { Type: AWS::Lambda::Alias, Properties: { Name: blue, FunctionName: !Ref Other, FunctionVersion: '1' } }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Runtime: nodejs22.x
      Handler: index.handler
      Environment:
        Variables:
          VALUE: `;

async function variable(expression: string, overrides: Readonly<Record<string, string>> = {}) {
  const stack = await stackOf(`${head}${expression}\n`, { parameterOverrides: overrides });
  const { environment, problem } = functionIn(stack, 'Fn');
  return { value: environment['VALUE'], problem, notices: stack.notices };
}

// http contract §7.7, from the CloudFormation user guide.
describe('an intrinsic function', () => {
  it.each([
    ['!Ref Stage', 'dev'],
    ['!Ref Count', '2'],
    ['!Ref AWS::Region', 'eu-west-1'],
    ['!Ref AWS::AccountId', '123456789012'],
    ['!Ref AWS::Partition', 'aws'],
    ['!Ref AWS::URLSuffix', 'amazonaws.com'],
    ['!Ref AWS::StackName', 'local'],
    ['!Ref Table', 'dev-orders'],
    ['!Ref Queue', 'https://sqs.eu-west-1.amazonaws.com/123456789012/jobs'],
    ['!Ref Topic', 'arn:aws:sns:eu-west-1:123456789012:news'],
    ['!Ref Other', 'other-name'],
    ['!GetAtt Other.Arn', 'arn:aws:lambda:eu-west-1:123456789012:function:other-name'],
    ['!GetAtt Table.Arn', 'arn:aws:dynamodb:eu-west-1:123456789012:table/dev-orders'],
    ['!GetAtt Queue.Arn', 'arn:aws:sqs:eu-west-1:123456789012:jobs'],
    ['!GetAtt Queue.QueueName', 'jobs'],
    ['!GetAtt Bucket.Arn', 'arn:aws:s3:::files'],
    ['!GetAtt Role.Arn', 'arn:aws:iam::123456789012:role/worker'],
    ['!GetAtt FnRole.Arn', 'arn:aws:iam::123456789012:role/FnRole'],
    ["!Sub '${Stage}-${AWS::Region}'", 'dev-eu-west-1'],
    ["!Sub '${!Literal} ${Other.Arn}'", '${Literal} arn:aws:lambda:eu-west-1:123456789012:function:other-name'],
    ["!Sub ['${A}-${Stage}', {A: !Ref Count}]", '2-dev'],
    ["!Sub ['${A}', {A: '${Stage}'}]", '${Stage}'],
    ["!Join ['-', [a, !Ref Stage, 3]]", 'a-dev-3'],
    ["!Join ['+', !Ref Zones]", 'a+b+c'],
    ["!Join ['', []]", ''],
    ["!Select [1, !Split ['/', 'a/b/c']]", 'b'],
    ["!Select ['0', !Ref Zones]", 'a'],
    ["!Select [0, !Split ['/', 'abc']]", 'abc'],
    ['!If [IsDev, yes it is, no]', 'yes it is'],
    ['!If [IsProd, 1, 2]', '2'],
    ['!If [Either, 1, 2]', '1'],
    ['!If [Neither, 1, 2]', '2'],
    ['!If [Both, 1, 2]', '2'],
    ['!If [NumberAsText, 1, 2]', '1'],
    ['!If [UnknownOrDev, 1, 2]', '1'],
    ['!If [UnknownAndProd, 1, 2]', '2'],
    ['!FindInMap [Sizes, none, memory, {DefaultValue: !Ref Stage}]', 'dev'],
    ["!Select [1, !Cidr ['2001:db8::/56', 4, 64]]", '2001:db8:0:1::/64'],
    ['!Ref Bare.Version', 'arn:aws:lambda:eu-west-1:123456789012:function:Bare:$LATEST'],
    ['!Ref Bare.Alias', 'arn:aws:lambda:eu-west-1:123456789012:function:Bare:live'],
    ['!Ref BareAliaslive', 'arn:aws:lambda:eu-west-1:123456789012:function:Bare:live'],
    ['!Ref OtherAlias', 'arn:aws:lambda:eu-west-1:123456789012:function:other-name:blue'],
    [
      '!Ref Balancer',
      expect.stringMatching(
        /^arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer\/app\/Balancer\/[a-z0-9]{16}$/,
      ),
    ],
    ['!Ref ServerlessRestApiProdStage', 'Prod'],
    ['!Ref ApiApiGatewayDefaultStage', 'ApiApiGatewayDefaultStage'],
    ['!GetAtt BareRole.Arn', 'arn:aws:iam::123456789012:role/BareRole'],
    ['!FindInMap [Sizes, !Ref Stage, memory]', '128'],
    ['!FindInMap [Sizes, none, memory, {DefaultValue: 7}]', '7'],
    ['!Base64 Hello', 'SGVsbG8='],
    ['{Fn::Base64: !Sub "${Stage}"}', 'ZGV2'],
    ["!Select [1, !Cidr ['10.0.0.0/16', 4, 8]]", '10.0.1.0/24'],
    ["!Select [0, !GetAZs '']", 'eu-west-1a'],
    ['!Length [1, 2, 3]', '3'],
    ['!ToJsonString {a: !Ref Stage}', '{"a":"dev"}'],
    ['true', 'true'],
  ])('%s gives %s', async (expression, expected) => {
    const { value, problem, notices } = await variable(expression);

    expect({ value, problem, notices }).toEqual({ value: expected, problem: undefined, notices: [] });
  });

  it('of AWS::NoValue removes the variable without a word', async () => {
    expect(await variable('!If [IsDev, !Ref AWS::NoValue, x]')).toEqual({ value: undefined, notices: [] });
  });

  it.each([
    ['!Ref Required', 'the parameter "Required" has no default; pass --parameter-overrides Required=…'],
    ["!Sub 'a-${Required}'", 'the parameter "Required" has no default'],
    ["!Join ['', [!Ref Required]]", 'the parameter "Required" has no default'],
    ['!Ref Kept', 'is kept by AWS Systems Manager as "/path"'],
    ['!ImportValue shared-vpc', 'it is the export "shared-vpc" of another stack'],
    ["'{{resolve:secretsmanager:db:SecretString:password}}'", 'is kept by AWS'],
    ['!GetAtt Table.StreamArn', '"Table.StreamArn" (AWS::DynamoDB::Table) is known only to AWS'],
    [
      '!If [OfUnknown, 1, 2]',
      'the condition "OfUnknown" is not known, because the parameter "Required" has no default',
    ],
    ['!GetAtt Other.SnapStartResponse', '"Other.SnapStartResponse" (AWS::Serverless::Function) is known only to AWS'],
  ])('%s is left out and told', async (expression, reason) => {
    const { value, problem, notices } = await variable(expression);

    expect({ value, problem }).toEqual({ value: undefined, problem: undefined });
    expect(notices).toEqual([
      expect.stringContaining('"Resources.Fn.Properties.Environment.Variables.VALUE" is left out: '),
    ]);
    expect(notices[0]).toContain(reason);
  });

  it('lets the logical id stand for a name that AWS makes up, and tells it', async () => {
    const { value, notices } = await variable('!Ref Unnamed');

    expect(value).toBe('Unnamed');
    expect(notices).toEqual([
      expect.stringContaining('refers to "Unnamed" (AWS::DynamoDB::Table), whose name AWS makes up'),
    ]);
  });

  it('gives the address that AWS would give, and tells it', async () => {
    const { value, notices } = await variable('!GetAtt Api.ApiEndpoint');

    expect(value).toMatch(/^https:\/\/[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/);
    expect(notices).toEqual([expect.stringContaining('holds the address that AWS gives "Api"')]);
  });

  it.each([
    ['!Ref Nobody', '"Nobody" is neither a parameter nor a resource'],
    ['!GetAtt Nobody.Arn', '"Nobody" is not a resource'],
    ["!Sub '${Nobody}'", '"Nobody" is neither a parameter nor a resource'],
    ['!If [Nothing, 1, 2]', '"Nothing" is not a condition'],
    ['!Select [7, !Ref Zones]', 'Fn::Select has no element 7 in a list of 3'],
    ['!FindInMap [Sizes, none, memory]', 'Fn::FindInMap finds no "Sizes" . "none" . "memory"'],
    ['!Join [a]', 'Fn::Join takes a delimiter and a list'],
    ["!Cidr ['10.0.0.0/30', 4, 8]", 'Fn::Cidr cannot make 4 blocks'],
    ['!Not [!Condition IsDev, x]', 'Fn::Not takes one condition'],
  ])('%s makes the function unloadable, with file, line and column', async (expression, message) => {
    const { problem } = await variable(expression);

    expect(problem?.message).toContain(message);
    expect(problem?.message).toMatch(/template\.yaml:40:\d+: /);
  });
});

describe('a parameter', () => {
  it('takes an override before its default', async () => {
    expect((await variable('!Ref Stage', { Stage: 'prod' })).value).toBe('prod');
  });

  it('is told when the template does not have it', async () => {
    const { notices } = await variable('x', { Stagee: 'prod' });

    expect(notices).toEqual(['--parameter-overrides names "Stagee", which is not a parameter of the template.']);
  });

  it('is told when AWS would refuse its value', async () => {
    const stack = await stackOf(
      'Parameters: { Size: { Type: String, AllowedValues: [s, m], Default: s } }\nResources: {}',
      { parameterOverrides: { Size: 'xl' } },
    );

    expect(stack.notices).toEqual(['The parameter "Size" is "xl", which AWS would refuse: allowed are s, m.']);
  });
});

describe('a value of a parameter', () => {
  it.each([
    ['Type: Number, Default: 5, MaxValue: 4', 'it must be from any to 4'],
    ['Type: Number, Default: five', 'it must be a number'],
    ['Type: String, Default: ab, MinLength: 3', 'it must have a length from 3 to any'],
    [
      'Type: String, Default: ab, AllowedPattern: "[0-9]+", ConstraintDescription: digits',
      'it must match [0-9]+ (digits)',
    ],
  ])('is told when AWS would refuse it: %s', async (rules, problem) => {
    const stack = await stackOf(`Parameters: { Size: { ${rules} } }\nResources: {}`);

    expect(stack.notices).toEqual([expect.stringContaining(`which AWS would refuse: ${problem}.`)]);
  });

  it('that must not be echoed is not', async () => {
    const stack = await stackOf(
      'Parameters: { Key: { Type: String, NoEcho: true, Default: hidden, MaxLength: 2 } }\nResources: {}',
    );

    expect(stack.notices.join()).not.toContain('hidden');
  });
});

describe('a condition', () => {
  it('that is not known leaves its resource out, and tells it', async () => {
    const stack = await stackOf(`
      Parameters: { Stage: { Type: String } }
      Conditions: { IsProd: !Equals [!Ref Stage, prod] }
      Resources:
        Fn: { Type: AWS::Serverless::Function, Condition: IsProd, Properties: { InlineCode: x } }
    `);

    expect(stack.functions).toEqual([]);
    expect(stack.notices).toEqual([expect.stringMatching(/^"IsProd" is taken as false: .*"Stage" has no default/)]);
  });

  it('leaves out a resource when it is false', async () => {
    const stack = await stackOf(`
      Parameters: { Stage: { Type: String, Default: dev } }
      Conditions: { IsProd: !Equals [!Ref Stage, prod] }
      Resources:
        Fn: { Type: AWS::Serverless::Function, Condition: IsProd, Properties: { InlineCode: x } }
    `);

    expect(stack.functions).toEqual([]);
  });

  it('that refers to nothing, or is not there, leaves its resource out and stops nothing', async () => {
    const stack = await stackOf(`
      Conditions: { A: !Equals [!Ref Nothing, x] }
      Resources:
        One: { Type: AWS::Serverless::Function, Condition: A, Properties: { InlineCode: x } }
        Two: { Type: AWS::Serverless::Function, Condition: B, Properties: { InlineCode: x } }
        Three: { Type: AWS::Serverless::Function, Properties: { InlineCode: x, Runtime: nodejs22.x, Handler: index.h } }
    `);

    expect(stack.functions.map(({ logicalId }) => logicalId)).toEqual(['Three']);
    expect(stack.notices).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/template\.yaml:2:\d+: "Nothing" is neither a parameter nor a resource\./),
        expect.stringContaining('"B" is not a condition'),
      ]),
    );
  });

  it('that depends on itself is refused', async () => {
    const reading = stackOf(`
      Conditions: { A: !Not [!Condition B], B: !Not [!Condition A] }
      Resources: { Fn: { Type: AWS::Serverless::Function, Condition: A, Properties: { InlineCode: x } } }
    `);

    await expect(reading).rejects.toThrow('The condition "A" depends on itself');
  });
});

describe('a name that is made of itself', () => {
  it('is told, and the logical id stands for it', async () => {
    const fn = (other: string): string =>
      `{ Type: AWS::Serverless::Function, Properties: { InlineCode: x, Runtime: nodejs22.x, Handler: index.h, FunctionName: !Sub '\${${other}}-x' } }`;
    const stack = await stackOf(`Resources: { A: ${fn('B')}, B: ${fn('A')} }`);

    expect(stack.functions.map(({ name }) => name)).toEqual(['A-x-x', 'B-x-x']);
    expect(stack.notices).toContainEqual(
      expect.stringMatching(/template\.yaml:1:\d+: "Resources\.A\.Properties\.FunctionName" depends on itself\./),
    );
  });
});
