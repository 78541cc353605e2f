import type { Stack, StackFunction } from '../../src/model/index.js';
import { readStack, type ReadStackOptions } from '../../src/stacks/index.js';
import { projectFolder } from './project-folder.js';

/** Reads a template (YAML) among other files of a project that is gone afterwards. */
export async function stackOf(
  template: string,
  options: Partial<ReadStackOptions> & { readonly files?: Readonly<Record<string, string>> } = {},
): Promise<Stack> {
  const { files = {}, ...rest } = options;
  await using folder = await projectFolder({ 'template.yaml': template, ...files });
  return await readStack({
    file: `${folder.path}/template.yaml`,
    parameterOverrides: {},
    region: 'eu-west-1',
    account: '123456789012',
    ...rest,
  });
}

export function functionIn(stack: Stack, logicalId: string): StackFunction {
  const found = stack.functions.find((candidate) => candidate.logicalId === logicalId);
  if (found === undefined) throw new Error(`No function "${logicalId}"`);
  return found;
}
