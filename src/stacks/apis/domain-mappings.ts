import type { Api, DomainMapping, WebSocketApi } from '../../model/index.js';
import type { Project } from '../template/project.js';
import { partsOf } from './cloudformation/parts.js';
import { flagAt, mapAt, textAt, textsAt, type Values } from './values.js';

/** The API with the custom domains that lead to it: those of its own `Domain` (SAM), and mappings that name it (http contract §1.13). */
export function withDomains<A extends Api | WebSocketApi>(api: A, values: Values, project: Project): A {
  const domains = [
    ...samMappings(api, mapAt(values, 'Domain')),
    ...mappings(partsOf(project, 'AWS::ApiGateway::BasePathMapping', 'RestApiId', api.id), 'Stage', 'BasePath'),
    ...mappings(partsOf(project, 'AWS::ApiGateway::BasePathMappingV2', 'RestApiId', api.id), 'Stage', 'BasePath'),
    ...mappings(partsOf(project, 'AWS::ApiGatewayV2::ApiMapping', 'ApiId', api.id), 'Stage', 'ApiMappingKey'),
  ];
  return domains.length === 0 ? api : { ...api, domains };
}

/** SAM makes one mapping of each base path, of a REST API without the characters that are no letters and digits unless told otherwise. */
function samMappings({ kind, stages }: Api | WebSocketApi, domain: Values | undefined): DomainMapping[] {
  const name = textAt(domain, 'DomainName');
  const [stage] = stages;
  if (name === undefined || stage === undefined) return [];
  const normalizes = kind === 'rest' && flagAt(domain, 'NormalizeBasePath') !== false;
  const paths = textsAt(domain, 'BasePath').map((path) => (normalizes ? path.replaceAll(/[^\p{L}\p{N}]/gu, '') : path));
  return (paths.length === 0 ? [''] : paths).map((path) => mappingOf(name, path, stage.name));
}

function mappings(parts: readonly { readonly values: Values }[], stageKey: string, pathKey: string): DomainMapping[] {
  return parts.flatMap(({ values }) => {
    const name = textAt(values, 'DomainName') ?? domainIn(textAt(values, 'DomainNameArn'));
    return name === undefined ? [] : [mappingOf(name, textAt(values, pathKey) ?? '', textAt(values, stageKey))];
  });
}

function mappingOf(domain: string, path: string, stage: string | undefined): DomainMapping {
  const base = path.replace(/^\/+|\/+$/g, '');
  return {
    domain: domain.toLowerCase(),
    basePath: base === '' || base === '(none)' ? '' : `/${base}`,
    ...(stage !== undefined && stage !== '' && { stage }),
  };
}

/** `arn:aws:apigateway:eu-west-1::/domainnames/private.example.com+abcd1234` */
function domainIn(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : /\/domainnames\/([^+]+)/.exec(arn)?.[1];
}
