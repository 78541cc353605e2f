import { describe, expect, it } from '@jest/globals';
import { serviceOf } from '../../../support/service-of.js';
import { functionIn, stackOf } from '../../../support/stack-of.js';

const template = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Version: { Type: String, Default: 1.10 }
  Choice: { Type: Number, Default: 2.0, AllowedValues: [1.0, 2.0] }
Mappings:
  Versions: { 3.10: { number: 3.10 } }
Globals:
  Function: { Timeout: 1e1, MemorySize: 256.0 }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: x
      Environment:
        Variables:
          PLAIN: 2.0
          EXPONENT: 1e3
          OCTAL: 0o17
          HEX: 0x1F
          LARGE: 12345678901234567890
          ACCOUNT: 012345678901
          PARAMETER: !Ref Version
          NUMBER: !Ref Choice
          SUB: !Sub ['v\${V}-\${Version}', { V: 2.0 }]
          JOIN: !Join ['.', [1.0, 2.50]]
          MAPPED: !FindInMap [Versions, 3.10, number]
          CHOSEN: !If [IsTwo, 2.00, no]
      Events:
        E: { Type: HttpApi, Properties: { Path: /x, Method: get, ApiId: !Ref Http, PayloadFormatVersion: 1.0 } }
        R: { Type: Api, Properties: { Path: /x, Method: post, RestApiId: !Ref Rest } }
  Http: { Type: AWS::Serverless::HttpApi, Properties: { StageName: live, StageVariables: { VERSION: 2.0 } } }
  Rest:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Variables: { VERSION: 1.10 }
      Models: { Price: { type: object, properties: { amount: { minimum: 1.0, multipleOf: 0.10 } } } }
Conditions:
  IsTwo: !Equals [2.0, '2.0']
`;

describe('numbers without quotes in a template', () => {
  it('are text as they are written where text is wanted', async () => {
    const stack = await stackOf(template);

    expect(functionIn(stack, 'Fn').environment).toEqual({
      PLAIN: '2.0',
      EXPONENT: '1e3',
      OCTAL: '0o17',
      HEX: '0x1F',
      LARGE: '12345678901234567890',
      ACCOUNT: '012345678901',
      PARAMETER: '1.10',
      NUMBER: '2.0',
      SUB: 'v2.0-1.10',
      JOIN: '1.0.2.50',
      MAPPED: '3.10',
      CHOSEN: '2.00',
    });
    expect(stack.apis.map(({ stages: [stage] }) => stage?.variables)).toEqual(
      expect.arrayContaining([{ VERSION: '2.0' }, { VERSION: '1.10' }]),
    );
    expect(stack.notices).toEqual([]);
  });

  it('are numbers where numbers are wanted, in schemas too', async () => {
    const stack = await stackOf(template);
    const rest = stack.apis.find(({ kind }) => kind === 'rest');

    expect(functionIn(stack, 'Fn')).toMatchObject({ timeoutSeconds: 10, memoryMb: 256 });
    expect(rest).toMatchObject({ models: { Price: { properties: { amount: { minimum: 1, multipleOf: 0.1 } } } } });
  });
});

describe('numbers without quotes in serverless.yml', () => {
  it("are JavaScript's, as Serverless has them", async () => {
    const { functions } = await serviceOf(`service: s
provider: { name: aws, runtime: nodejs22.x }
functions: { hello: { handler: index.handler, environment: { VERSION: 2.0, LARGE: 1e3 } } }
`);

    expect(functions[0]?.environment).toMatchObject({ VERSION: '2', LARGE: '1000' });
  });
});
