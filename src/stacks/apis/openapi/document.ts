import { readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../../../base/index.js';
import { mapOf } from '../../resolver/properties.js';
import { parseTemplate } from '../../template/parse-template.js';
import type { Project } from '../../template/project.js';
import { textAt, type Values } from '../values.js';

/**
 * The OpenAPI document of an API: given in the template, or the file that a URI names; undefined when there is none. A document that
 * is not on this machine is told.
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
  try {
    const content = parseTemplate(file, readFileSync(file, 'utf8')).content;
    return mapOf(project.resolver.resolve(content, ['Resources', logicalId, 'Properties', uriKey]));
  } catch (error) {
    project.tell(`The "${uriKey}" of "${logicalId}" cannot be read: ${messageOf(error)}`);
    return undefined;
  }
}
