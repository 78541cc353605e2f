import { existsSync } from 'node:fs';
import path from 'node:path';
import { mapOf, type Properties } from '../resolver/properties.js';
import type { Project, ProjectResource } from '../template/project.js';

/** The file of a nested stack's or application's template; undefined, with a notice, when it is not on this machine. */
export function nestedTemplateFile(
  { logicalId, type }: ProjectResource,
  properties: Properties,
  project: Pick<Project, 'folder' | 'assets' | 'tell' | 'watch'>,
): string | undefined {
  const key = type === 'AWS::CloudFormation::Stack' ? 'TemplateURL' : 'Location';
  const left = (reason: string): string | undefined => {
    project.tell(`The nested stack "${logicalId}" is left out: ${reason}.`);
    return undefined;
  };
  const application = mapOf(properties.raw(key))?.['ApplicationId'];
  if (application !== undefined) return left('it is an application of the AWS Serverless Application Repository');
  const location = properties.text(key);
  if (location === undefined) return left(`its "${key}" is not known`);
  const asset = project.assets.file(path.posix.basename(location));
  if (asset !== undefined) return asset;
  if (/^[a-z0-9]+:\/\//i.test(location)) {
    return left(`its template "${location}" is not on this machine; name a local file`);
  }
  const file = path.resolve(project.folder, location);
  project.watch(file);
  return existsSync(file) ? file : left(`its template "${file}" does not exist`);
}
