import type { Api } from '../../model/index.js';
import { mapOf } from '../resolver/properties.js';
import type { Project } from '../template/project.js';
import { listAt, mapAt, resolvedProperties, textAt, type Values } from './values.js';

/** Tells of custom domains that ask clients for certificates on AWS: here every client may call them. */
export function tellMutualTls(project: Project): void {
  const types = new Set(['AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName']);
  const samTypes = new Set(['AWS::Serverless::Api', 'AWS::Serverless::HttpApi']);
  for (const resource of project.resources.values()) {
    if (!types.has(resource.type) && !samTypes.has(resource.type)) continue;
    const values = resolvedProperties(project, resource);
    const domain = types.has(resource.type) ? values : mapOf(values['Domain']);
    if (mapAt(domain, 'MutualTlsAuthentication') === undefined) continue;
    project.tell(
      `The custom domain "${textAt(domain, 'DomainName') ?? resource.logicalId}" asks clients for a certificate (MutualTlsAuthentication). Hearth asks for none: every client may call it, and events have no "clientCert".`,
    );
  }
}

/** Tells of a `security` that a REST API's document has at its root: only that of an operation counts (http contract §7.2). */
export function tellRootSecurity(logicalId: string, document: Values, { tell }: Project): void {
  if ((listAt(document, 'security') ?? []).length === 0) return;
  tell(
    `The OpenAPI document of "${logicalId}" has "security" at its root, which REST APIs ignore, as on AWS: an operation without its own is open. Write it into each operation.`,
  );
}

/** Tells of stages whose responses are cached, because a function then seems to be called too seldom. */
export function tellCaches(apis: readonly Api[], { tell }: Project): void {
  for (const api of apis) {
    if (api.kind !== 'rest') continue;
    for (const { name, hasCacheCluster, methodSettings = [] } of api.stages) {
      if (hasCacheCluster !== true || !methodSettings.some(({ caches }) => caches === true)) continue;
      tell(
        `The stage "${name}" of "${api.logicalId}" answers from its cache, as on AWS; an edit of the project empties it. Set CacheClusterEnabled to false to do without.`,
      );
    }
  }
}
