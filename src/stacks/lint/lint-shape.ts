import { suggestion } from '../../base/index.js';
import { segmentProblem, verbProblem } from '../apis/route-rules.js';
import { mapOf } from '../resolver/properties.js';
import type { Template } from '../template/parse-template.js';
import type { LintFinding } from './lint-finding.js';

/** The sections of a template (CloudFormation's "Template sections", and AWS SAM's `Globals`). */
const sections =
  'AWSTemplateFormatVersion Description Metadata Parameters Rules Mappings Conditions Transform Resources Outputs Hooks Globals'.split(
    ' ',
  );

/** Sections that no template has. */
export function lintSections(template: Template): readonly LintFinding[] {
  return Object.keys(template.content)
    .filter((key) => !sections.includes(key) && !key.startsWith('Fn::'))
    .map((key) => ({
      place: template.locate([key]),
      isWrong: true,
      text: `AWS knows no section "${key}" of a template.${suggestion(key, sections) || ' Remove it.'}`,
    }));
}

/** Methods and routes of CloudFormation's own resources that API Gateway does not have; SAM's events are told as they are read. */
export function lintRoutes(template: Template): readonly LintFinding[] {
  return Object.entries(mapOf(template.content['Resources']) ?? {}).flatMap(([logicalId, resource]) => {
    const { Type: type, Properties: properties } = mapOf(resource) ?? {};
    const finding = (key: string, problem: string | undefined): readonly LintFinding[] => {
      if (problem === undefined) return [];
      const place = ['Resources', logicalId, 'Properties', key];
      return [{ place: template.locate(place), isWrong: true, text: `"${place.join('.')}" ${problem}` }];
    };
    const { HttpMethod: verb, PathPart: part, RouteKey: key } = mapOf(properties) ?? {};
    if (type === 'AWS::ApiGateway::Method' && typeof verb === 'string') {
      return finding('HttpMethod', verbProblem(verb));
    }
    if (type === 'AWS::ApiGateway::Resource' && typeof part === 'string') {
      return finding('PathPart', part.includes('/') ? partOfSeveral(part) : segmentProblem(part));
    }
    if (type === 'AWS::ApiGatewayV2::Route' && typeof key === 'string' && /[ /]/.test(key)) {
      return finding('RouteKey', routeKeyProblem(key));
    }
    return [];
  });
}

function partOfSeveral(part: string): string {
  return `is "${part}"; it is one part of a path, without "/". Make a resource for each part.`;
}

/** Of an HTTP API; keys of WebSocket APIs are any words. */
function routeKeyProblem(key: string): string | undefined {
  const [, verb, path] = /^(\S+) (\/\S*)$/.exec(key) ?? [];
  if (verb === undefined || path === undefined) {
    return `is "${key}"; it must be a verb, a space and a path with "/" before it, such as "GET /items", or "$default".`;
  }
  return verbProblem(verb) ?? segmentProblem(path);
}
