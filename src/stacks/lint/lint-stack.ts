import { existsSync } from 'node:fs';
import { UserError } from '../../base/index.js';
import type { Stack } from '../../model/index.js';
import { openProjectFile } from '../open-project-file.js';
import { projectFileKind } from '../project-file.js';
import { projectFileOptions, type ReadStackOptions } from '../read-stack-options.js';
import { readStack } from '../read-stack.js';
import { parseTemplate, type Template } from '../template/parse-template.js';
import type { Project } from '../template/project.js';
import { readTemplateText } from '../template/read-template-text.js';
import { lintFunctions } from './lint-functions.js';
import type { LintFinding } from './lint-finding.js';
import { lintTemplate } from './lint-template.js';
import { comparePlaces, placedText } from './placed-text.js';

/** A project file, and everything that is wrong with it. */
export interface LintedStack {
  /** Undefined when the file as a whole cannot be read, which is a finding then. */
  readonly stack?: Stack;
  /** In the order of their places. */
  readonly findings: readonly LintFinding[];
  /** What else is told at a start, and is no fault. */
  readonly notices: readonly string[];
}

/** Reads a project file, and tells all that is wrong with it at once. Rejects only when there is no such file. */
export async function lintStack(options: ReadStackOptions): Promise<LintedStack> {
  const read = await orFinding(options.file, () => readStack(options));
  const opened = await orFinding(options.file, () => openQuietly(options));
  const [stack, projects] = [read.value, opened.value];
  const ofTemplates = await lintTemplates(options.file, projects);
  const ofFunctions = stack === undefined || projects === undefined ? [] : lintFunctions(stack.functions, projects);
  const told = [...ofTemplates, ...ofFunctions];
  const placed = (stack?.notices ?? []).flatMap((notice): LintFinding[] => {
    const found = placedText(notice);
    return found === undefined ? [] : [{ ...found, isWrong: true }];
  });
  const failed = read.finding ?? opened.finding;
  const findings = [...(failed === undefined ? [] : [failed]), ...placed, ...ofFunctions].filter(
    ({ text }) => !ofTemplates.some(({ name }) => name !== undefined && isAbout(text, name)),
  );
  return {
    ...(stack !== undefined && { stack }),
    findings: withoutDoubles([...ofTemplates, ...findings]).toSorted(comparePlaces),
    notices: (stack?.notices ?? []).filter(
      (notice) => placedText(notice) === undefined && !told.some(({ text }) => text === notice),
    ),
  };
}

async function openQuietly(options: ReadStackOptions): Promise<readonly Project[]> {
  const ignore = (): void => undefined;
  return openProjectFile(projectFileOptions(options, ignore, ignore));
}

async function lintTemplates(file: string, projects: readonly Project[] | undefined): Promise<readonly LintFinding[]> {
  const kind = projectFileKind(file);
  // What serverless.yml becomes refers to resources that Serverless makes.
  if (kind === 'serverless') return [];
  if (projects !== undefined) return projects.flatMap(({ template }) => lintTemplate(template));
  const alone = kind === 'template' ? (await orFinding(file, () => templateAlone(file))).value : undefined;
  return alone === undefined ? [] : lintTemplate(alone);
}

/** One that cannot be opened may still be looked at as it is written; undefined where it says what its loops and includes say. */
async function templateAlone(file: string): Promise<Template | undefined> {
  const text = await readTemplateText(file);
  return /Fn::ForEach|Fn::Transform|AWS::Include/.test(text) ? undefined : parseTemplate(file, text);
}

/** A `UserError` as the finding that it is. */
async function orFinding<T>(
  file: string,
  read: () => Promise<T>,
): Promise<{ readonly value?: T; readonly finding?: LintFinding }> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof UserError) || !existsSync(file)) throw error;
    return { finding: { place: file, text: error.message, ...placedText(error.message), isWrong: true } };
  }
}

/** Whether a message tells of that name leading to nothing, which the template's own findings say more closely. */
function isAbout(text: string, name: string): boolean {
  return /^(?:neither|not|no) /.test(text.split(`"${name}" is `)[1] ?? '');
}

function withoutDoubles(findings: readonly LintFinding[]): readonly LintFinding[] {
  return findings.filter(
    ({ place, text }, index) => findings.findIndex((other) => other.place === place && other.text === text) === index,
  );
}
