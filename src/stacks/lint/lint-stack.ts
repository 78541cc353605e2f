import type { Stack } from '../../model/index.js';
import { openProjectFile } from '../open-project-file.js';
import { projectFileKind } from '../project-file.js';
import { projectFileOptions, type ReadStackOptions } from '../read-stack-options.js';
import { lintFunctions } from './lint-functions.js';
import type { LintFinding } from './lint-finding.js';
import { lintTemplate } from './lint-template.js';

/** What is wrong with the templates of a project file that `stack` was read from, beyond what keeps it from being read. */
export async function lintStack(options: ReadStackOptions, stack: Stack): Promise<readonly LintFinding[]> {
  const ignore = (): void => undefined;
  const projects = await openProjectFile(projectFileOptions(options, ignore, ignore));
  // What serverless.yml becomes refers to resources that Serverless makes.
  const isWritten = projectFileKind(options.file) !== 'serverless';
  const [root] = projects;
  return [
    ...(isWritten ? projects.flatMap(({ template }) => lintTemplate(template)) : []),
    ...(root === undefined ? [] : lintFunctions(stack.functions, root.template)),
  ];
}
