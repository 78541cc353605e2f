import { type FunctionUrl, stableId } from '../../model/index.js';
import { mapOf } from '../resolver/properties.js';
import { functionTypes } from '../resolver/raw-resource.js';
import type { Project } from '../template/project.js';
import { readCorsRules } from './cors-rules.js';
import { resolvedProperties, textAt, type Values } from './values.js';

/** The function URLs of a template: `FunctionUrlConfig` of functions, and `AWS::Lambda::Url`. */
export function readFunctionUrls(project: Project): FunctionUrl[] {
  return [...project.resources.values()].flatMap((resource) => {
    if (functionTypes.has(resource.type)) {
      const properties = resource.properties;
      const path = ['Resources', resource.logicalId, 'Properties'];
      const config = mapOf(project.resolver.resolve(properties['FunctionUrlConfig'], [...path, 'FunctionUrlConfig']));
      if (config === undefined) return [];
      const alias = project.resolver.resolve(properties['AutoPublishAlias'], [...path, 'AutoPublishAlias']);
      const name = project.functionName(resource.logicalId) ?? resource.logicalId;
      const target = typeof alias === 'string' ? `${name}:${alias}` : name;
      return [functionUrl(`${resource.logicalId}Url`, target, config, project)];
    }
    if (resource.type !== 'AWS::Lambda::Url') return [];
    const values = resolvedProperties(project, resource);
    const target = textAt(values, 'TargetFunctionArn');
    const qualifier = textAt(values, 'Qualifier');
    if (target === undefined) {
      project.tell(`The function URL "${resource.logicalId}" is left out: its function is not known here.`);
      return [];
    }
    return [
      functionUrl(resource.logicalId, qualifier === undefined ? target : `${target}:${qualifier}`, values, project),
    ];
  });
}

function functionUrl(
  logicalId: string,
  functionReference: string,
  values: Values,
  { scope, pseudo }: Project,
): FunctionUrl {
  const cors = readCorsRules(values['Cors']);
  return {
    id: stableId(`${scope}${logicalId}`, 32),
    logicalId: `${scope}${logicalId}`,
    region: pseudo.region,
    account: pseudo.account,
    functionReference,
    // What is not known is not opened.
    authType: textAt(values, 'AuthType') === 'NONE' ? 'NONE' : 'AWS_IAM',
    invokeMode: textAt(values, 'InvokeMode') === 'RESPONSE_STREAM' ? 'RESPONSE_STREAM' : 'BUFFERED',
    ...(cors !== undefined && { cors }),
  };
}
