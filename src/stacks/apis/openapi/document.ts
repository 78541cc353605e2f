import { readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, UserError } from '../../../base/index.js';
import { mapOf } from '../../resolver/properties.js';
import { parseTemplate } from '../../template/parse-template.js';
import type { Project } from '../../template/project.js';
import { textAt, type Values } from '../values.js';

/**
 * The OpenAPI document of an API: given in the template, or the file that a URI names; undefined when there is none. A document that
 * is not on this machine is told; throws the `UserError` (file, line, column) of one that is and cannot be read.
 */
export function readOpenApi(
  logicalId: string,
  values: Values,
  [bodyKey, uriKey]: readonly [body: string, uri: string],
  project: Project,
): Values | undefined {
  const body = mapOf(values[bodyKey]);
  if (body !== undefined) return body;
  const uri = textAt(values, uriKey);
  if (uri === undefined || /^[a-z0-9]+:\/\//i.test(uri)) {
    if (values[uriKey] !== undefined)
      project.tell(`The "${uriKey}" of "${logicalId}" is not read: it is not a file of this machine.`);
    return undefined;
  }
  const file = path.resolve(project.folder, uri);
  project.watch(file);
  const { content } = parseTemplate(file, textOf(file, `The "${uriKey}" of "${logicalId}"`));
  return mapOf(project.resolver.resolveWithGaps(content, ['Resources', logicalId, 'Properties', uriKey]));
}

function textOf(file: string, place: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UserError(`${place} cannot be read: ${messageOf(cause)}. Correct the path, or make the file.`, { cause });
  }
}
