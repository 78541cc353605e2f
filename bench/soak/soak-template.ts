import path from 'node:path';
import { functionFolder } from '../parts/bench-function.js';

export interface SoakTemplateChoices {
  readonly marksUrl: string;
  /** Another one makes another generation of every function. */
  readonly release: number;
  readonly maximumRetryAttempts: number;
}

const names = ['fast', 'slow', 'crashes', 'times-out', 'streams', 'marks'] as const;

/** The template of all functions of the soak. */
export function soakTemplate({ marksUrl, release, maximumRetryAttempts }: SoakTemplateChoices): string {
  const resources = names.map((name): readonly [string, object] => [
    name.replaceAll('-', ''),
    {
      Type: 'AWS::Serverless::Function',
      Properties: {
        FunctionName: name,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        CodeUri: path.join(functionFolder('soak'), name),
        Timeout: name === 'times-out' ? 1 : 20,
        MemorySize: 512,
        Environment: { Variables: { MARKS_URL: marksUrl, RELEASE: String(release) } },
        ...(name === 'marks' ? { EventInvokeConfig: { MaximumRetryAttempts: maximumRetryAttempts } } : {}),
      },
    },
  ]);
  const members: object = Object.fromEntries(resources);
  return JSON.stringify({ Transform: 'AWS::Serverless-2016-10-31', Resources: members });
}
