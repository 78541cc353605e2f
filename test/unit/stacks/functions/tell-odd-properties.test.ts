// cspell:ignore tmeout
import { describe, expect, it } from '@jest/globals';
import { stackOf } from '../../../support/stack-of.js';

const noticesOf = async (resource: string, head = ''): Promise<readonly string[]> => {
  const { notices } = await stackOf(`${head}Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n${resource}`);
  return notices.map((notice) => notice.replace(/^.*template\.yaml/, 'template.yaml'));
};
const code = 'InlineCode: x, Runtime: nodejs22.x, Handler: index.h';

describe('what stands at the wrong place of a function', () => {
  it.each([
    [
      `    Properties: { ${code}, tmeout: 3 }\n`,
      'template.yaml:4:73: AWS::Serverless::Function has no property "tmeout" ("Fn"). Did you mean "Timeout"?',
    ],
    [
      `    Timeout: 3\n    MemorySize: 128\n    Properties: { ${code} }\n`,
      'template.yaml:4:5: "Timeout", "MemorySize" of "Fn" is not read there. Indent it below "Properties".',
    ],
    [
      `    DependOn: A\n    Properties: { ${code} }\n`,
      'template.yaml:4:5: "DependOn" of "Fn" is not read there. Correct it. Did you mean "DependsOn"?',
    ],
    [
      `    Properties: { ${code}, Environment: { TABLE: x } }\n`,
      'template.yaml:4:73: "Resources.Fn.Properties.Environment" has "TABLE" beside "Variables"; indent below it.',
    ],
    [
      `    Properties: { ${code}, Events: [{ Type: Api }] }\n`,
      'template.yaml:4:73: "Resources.Fn.Properties.Events" is no map; give each event a name, with its "Type" and "Properties" below.',
    ],
    [
      `    Properties: { ${code}, Timeout: 901 }\n`,
      'template.yaml:4:73: "Resources.Fn.Properties.Timeout" is 901; AWS takes 1 to 900.',
    ],
  ])('is told: %s', async (resource, notice) => {
    expect(await noticesOf(resource)).toEqual([notice]);
  });

  it('is silent where a macro may give it a meaning', async () => {
    const notices = await noticesOf(`    Properties: { ${code}, Mine: 3 }\n`, 'Transform: MyMacro\n');

    expect(notices).toEqual([expect.stringContaining('runs only on AWS')]);
  });
});
