import type { Stack } from '../../src/model/index.js';
import { readStack } from '../../src/stacks/index.js';
import { projectFolder } from './project-folder.js';

/** Reads a serverless.yml among other files of a project that is gone afterwards; `index.js` is its handler's file. */
export async function serviceOf(
  text: string,
  options: {
    readonly files?: Readonly<Record<string, string>>;
    readonly parameterOverrides?: Readonly<Record<string, string>>;
    readonly stage?: string;
    readonly serviceParameters?: Readonly<Record<string, string>>;
    /** Absent: "eu-west-1" is only what holds where nothing else is said. */
    readonly regionNamed?: boolean;
    readonly name?: string;
  } = {},
): Promise<Stack> {
  const { files = {}, parameterOverrides = {}, name = 'serverless.yml', ...given } = options;
  await using folder = await projectFolder({ [name]: text, 'index.js': '', ...files });
  return await readStack({
    file: `${folder.path}/${name}`,
    ...given,
    parameterOverrides,
    region: 'eu-west-1',
    account: '123456789012',
  });
}
