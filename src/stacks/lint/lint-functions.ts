import { existsSync } from 'node:fs';
import path from 'node:path';
import { runtimeNamed, type StackFunction } from '../../model/index.js';
import { missingHandlerFile } from '../functions/handler-file.js';
import type { Template } from '../template/parse-template.js';
import type { LintFinding } from './lint-finding.js';

/** Functions of the template that would fail at their first invocation, and names that two of them have. */
export function lintFunctions(functions: readonly StackFunction[], template: Template): readonly LintFinding[] {
  return functions.flatMap((declared, index) => {
    const place = (property: string): string =>
      template.locate(['Resources', declared.logicalId, 'Properties', property]);
    const missing = missingFile(declared);
    const first = functions.slice(0, index).find(({ name }) => name === declared.name);
    return [
      ...(missing === undefined
        ? []
        : [{ place: place('Handler'), isWrong: true, text: `Function "${declared.logicalId}" will fail: ${missing}` }]),
      ...(first === undefined
        ? []
        : [{ place: place('FunctionName'), isWrong: true, text: sameName(first, declared) }]),
    ];
  });
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
