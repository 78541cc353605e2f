import { describe, expect, it } from '@jest/globals';
import { serviceOf } from '../../support/service-of.js';
import { stackOf } from '../../support/stack-of.js';

const shared = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs22.x
    Handler: index.handler
    CodeUri: ./
    Environment: { Variables: { TABLE: !Ref Table, SECRET: '{{resolve:secretsmanager:db:SecretString:password}}' } }
Resources:
  Table: { Type: AWS::DynamoDB::Table }
`;

function functions(...names: readonly string[]): string {
  return names.map((name) => `  ${name}: { Type: AWS::Serverless::Function }\n`).join('');
}

describe('what is told of the same property of several resources', () => {
  it('is told once, with the names', async () => {
    const { notices } = await stackOf(`${shared}${functions('One', 'Two', 'Three')}`, { files: { 'index.js': '' } });

    expect(notices).toEqual([
      expect.stringMatching(/^"Environment\.Variables\.TABLE" of "One", "Two" and "Three" refers to "Table" /),
      expect.stringMatching(/^"Environment\.Variables\.SECRET" of "One", "Two" and "Three" is left out: /),
    ]);
  });

  it('names the first of many', async () => {
    const { notices } = await stackOf(`${shared}${functions('A', 'B', 'C', 'D', 'E')}`, { files: { 'index.js': '' } });

    expect(notices).toContainEqual(expect.stringContaining(' of "A", "B", "C" and 2 more is left out: '));
  });

  it('keeps the place of what concerns one alone', async () => {
    const { notices } = await stackOf(`${shared}${functions('One')}`, { files: { 'index.js': '' } });

    expect(notices).toContainEqual(
      expect.stringContaining('"Resources.One.Properties.Environment.Variables.SECRET" is'),
    );
  });

  it('names the functions of serverless.yml by their keys', async () => {
    const { notices } = await serviceOf(
      `service: shop
provider: { name: aws, runtime: nodejs22.x, environment: { SECRET: '\${ssm:/secret}' } }
functions: { one: { handler: index.handler }, two: { handler: index.handler } }`,
    );

    expect(notices).toEqual([
      expect.stringMatching(/^"Environment\.Variables\.SECRET" of "one" and "two" is left out: /),
    ]);
  });
});
