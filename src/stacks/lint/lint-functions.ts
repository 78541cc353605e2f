import { existsSync } from 'node:fs';
import path from 'node:path';
import { type FunctionProblem, runtimeNamed, type StackFunction } from '../../model/index.js';
import { missingHandlerFile } from '../functions/handler-file.js';
import { shownNames } from '../functions/shown-names.js';
import { functionTypes } from '../resolver/raw-resource.js';
import type { Project } from '../template/project.js';
import type { LintFinding } from './lint-finding.js';
import { placedText } from './placed-text.js';

/** Functions that cannot run or would fail at their first invocation, and names that two of them have. */
export function lintFunctions(
  functions: readonly StackFunction[],
  projects: readonly Project[],
): readonly LintFinding[] {
  const places = placesOf(projects);
  return functions.flatMap((declared, index): LintFinding[] => {
    const { logicalId, name, problem } = declared;
    const place = (property: string): string => places.get(logicalId)?.(property) ?? logicalId;
    const missing = missingFile(declared);
    const first = functions.slice(0, index).find((other) => other.name === name);
    return [
      ...(problem === undefined ? [] : [problemFinding(logicalId, problem, place)]),
      ...(missing === undefined
        ? []
        : [{ place: place('Handler'), isWrong: true, text: `Function "${logicalId}" will fail: ${missing}` }]),
      ...(first === undefined
        ? []
        : [{ place: place('FunctionName'), isWrong: true, text: sameName(first, declared) }]),
    ];
  });
}

/** Where a property of a function stands, by the id that the function is shown by. */
function placesOf(projects: readonly Project[]): ReadonlyMap<string, (property: string) => string> {
  return new Map(
    projects.flatMap((project) =>
      [...project.resources.values()]
        .filter(({ type }) => functionTypes.has(type))
        .map((resource) => [
          shownNames(resource, project).logicalId,
          (property: string) => {
            const spelt = property === 'CodeUri' && resource.type === 'AWS::Lambda::Function' ? 'Code' : property;
            return project.template.locate(['Resources', resource.logicalId, 'Properties', spelt]);
          },
        ]),
    ),
  );
}

/** The property that a problem is about, by its type; the function's own place for the rest. */
const propertyOf: Readonly<Record<string, string>> = {
  'Hearth.RuntimeUnknown': 'Runtime',
  'Hearth.CodeMissing': 'CodeUri',
  'Hearth.CodeNotLocal': 'CodeUri',
  'Hearth.NotBuilt': 'CodeUri',
};

function problemFinding(
  logicalId: string,
  { errorType, message }: FunctionProblem,
  place: (property: string) => string,
): LintFinding {
  const placed = placedText(message);
  if (placed !== undefined) return { ...placed, isWrong: true };
  const text = `Function "${logicalId}" cannot run: ${message}`;
  return { place: place(propertyOf[errorType] ?? ''), isWrong: true, text };
}

/** What is told of two functions of one name. */
export function sameName(first: StackFunction, second: StackFunction): string {
  return `Functions "${first.logicalId}" and "${second.logicalId}" both have the name "${second.name}", which AWS refuses: only "${second.logicalId}" is reached here. Give one another FunctionName.`;
}

function missingFile({ package: code, problem }: StackFunction): string | undefined {
  if (problem !== undefined || code.packageType === 'Image' || code.layers.length > 0) return undefined;
  const family = runtimeNamed(code.runtime)?.family;
  if (family === undefined) return undefined;
  if (family !== 'provided') return missingHandlerFile(code.handler, family, code.code);
  if (code.code.kind !== 'folder' || existsSync(path.join(code.code.path, 'bootstrap'))) return undefined;
  return `there is no "bootstrap" in "${code.code.path}".`;
}
