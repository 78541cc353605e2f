import type { RestApi, RestMethod } from '../../../model/index.js';
import { apiId } from '../../resolver/door-identities.js';
import type { Project, ProjectResource } from '../../template/project.js';
import { gatewayResponsesOf } from '../gateway-responses.js';
import { withBasePath } from '../openapi/base-path.js';
import { readOpenApi } from '../openapi/document.js';
import { readRestBody } from '../openapi/rest-body.js';
import { readRestAuthorizer } from '../rest-authorizer.js';
import { readRestIntegration } from '../rest-integration.js';
import { canaryOf } from '../plan-limits.js';
import { stageSettingsOf } from '../stage-settings.js';
import { tellRootSecurity } from '../tell-differences.js';
import {
  flagAt,
  lowerFirstKeys,
  mapAt,
  numberAt,
  resolvedProperties,
  textAt,
  textMapAt,
  textsAt,
  type Values,
} from '../values.js';
import { authorizationOf } from './authorization-of.js';
import { type Part, partsOf } from './parts.js';
import { mapOrJson, schemaOf } from './schema-of.js';
import { usagePlansOf } from './usage-plans.js';

/** What AWS::ApiGateway::* resources add to the REST API with that id. */
export function restApiParts(id: string, project: Project): RestApiParts {
  const parts = (type: string): Part[] => partsOf(project, `AWS::ApiGateway::${type}`, 'RestApiId', id);
  const paths = resourcePaths(parts('Resource'));
  const [validators, models] = [parts('RequestValidator'), parts('Model')];
  const named = <T>(type: string, key: string, read: (values: Values) => T): Record<string, T> =>
    Object.fromEntries(parts(type).map((part) => [textAt(part.values, key) ?? part.logicalId, read(part.values)]));
  return {
    stages: stagesOf(parts('Stage'), parts('Deployment')),
    routes: parts('Method').map((part) => methodOf(part, paths, validators, models)),
    authorizers: Object.fromEntries(
      parts('Authorizer').map((part) => [part.logicalId, readRestAuthorizer(lowerFirstKeys(part.values))]),
    ),
    models: named('Model', 'Name', schemaOf),
    gatewayResponses: gatewayResponsesOf(named('GatewayResponse', 'ResponseType', lowerFirstKeys)),
    usagePlans: usagePlansOf(id, project),
  };
}

export type RestApiParts = Pick<
  RestApi,
  'stages' | 'routes' | 'authorizers' | 'models' | 'gatewayResponses' | 'usagePlans'
>;

/** An AWS::ApiGateway::RestApi with everything that names it; all its methods are served, whatever a deployment froze. */
export function cloudFormationRestApi(resource: ProjectResource, project: Project): RestApi {
  const { logicalId } = resource;
  const values = resolvedProperties(project, resource);
  const id = apiId(logicalId, project);
  const document = readOpenApi(logicalId, values, ['Body', 'BodyS3Location'], project);
  if (document !== undefined) tellRootSecurity(logicalId, document, project);
  const body = document && readRestBody(withBasePath(document, importModeOf(values)));
  const parts = restApiParts(id, project);
  const policy = mapOrJson(values['Policy']) ?? body?.policy;
  const minimumCompressionSize = numberAt(values, 'MinimumCompressionSize') ?? body?.minimumCompressionSize;
  const binary = [...(body?.binaryMediaTypes ?? []), ...textsAt(values, 'BinaryMediaTypes')];
  return {
    id,
    logicalId: `${project.scope}${logicalId}`,
    kind: 'rest',
    region: project.pseudo.region,
    account: project.pseudo.account,
    stages: parts.stages.length > 0 ? parts.stages : [{ name: 'prod', variables: {} }],
    binaryMediaTypes: binary.map((type) => type.replaceAll('~1', '/')),
    routes: [...(body?.routes ?? []), ...parts.routes],
    authorizers: { ...body?.authorizers, ...parts.authorizers },
    models: { ...body?.models, ...parts.models },
    gatewayResponses: { ...body?.gatewayResponses, ...parts.gatewayResponses },
    apiKeySource: textAt(values, 'ApiKeySourceType') === 'AUTHORIZER' ? 'AUTHORIZER' : (body?.apiKeySource ?? 'HEADER'),
    usagePlans: parts.usagePlans,
    ...(policy !== undefined && { policy }),
    ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
  };
}

/** The parameters of an import, whose names may be in any casing. */
function importModeOf(values: Values): string | undefined {
  const parameters = Object.entries(textMapAt(values, 'Parameters'));
  return parameters.find(([name]) => name.toLowerCase() === 'basepath')?.[1].toLowerCase();
}

/** `Ref` of a resource is its logical id; what names no other resource hangs at the root. */
function resourcePaths(resources: readonly Part[]): (logicalId: string | undefined) => string {
  const byId = new Map(resources.map((part) => [part.logicalId, part.values]));
  const pathOf = (logicalId: string | undefined): string => {
    const values = logicalId === undefined ? undefined : byId.get(logicalId);
    return values === undefined ? '' : `${pathOf(textAt(values, 'ParentId'))}/${textAt(values, 'PathPart') ?? ''}`;
  };
  return (logicalId) => pathOf(logicalId) || '/';
}

function methodOf(
  { values }: Part,
  paths: (logicalId: string | undefined) => string,
  validators: readonly Part[],
  models: readonly Part[],
): RestMethod {
  const operationName = textAt(values, 'OperationName');
  const validator = validators.find(({ logicalId }) => logicalId === textAt(values, 'RequestValidatorId'))?.values;
  const modelName = (reference: string): string =>
    textAt(models.find(({ logicalId }) => logicalId === reference)?.values, 'Name') ?? reference;
  return {
    method: textAt(values, 'HttpMethod')?.toUpperCase() ?? 'ANY',
    path: paths(textAt(values, 'ResourceId')),
    ...(operationName !== undefined && { operationName }),
    authorization: authorizationOf(values),
    apiKeyRequired: flagAt(values, 'ApiKeyRequired') ?? false,
    requestParameters: Object.fromEntries(
      Object.entries(textMapAt(values, 'RequestParameters')).map(([name, required]) => [name, required === 'true']),
    ),
    requestModels: Object.fromEntries(
      Object.entries(textMapAt(values, 'RequestModels')).map(([type, name]) => [type, modelName(name)]),
    ),
    validates: {
      body: flagAt(validator, 'ValidateRequestBody') ?? false,
      parameters: flagAt(validator, 'ValidateRequestParameters') ?? false,
    },
    integration: readRestIntegration(integrationOf(values)),
  };
}

function integrationOf(values: Values): Values | undefined {
  const integration = mapAt(values, 'Integration');
  if (integration === undefined) return undefined;
  const { integrationHttpMethod, ...rest } = lowerFirstKeys(integration);
  return { ...rest, httpMethod: integrationHttpMethod };
}

/** A deployment may make its stage itself, or be the canary of one. */
function stagesOf(stages: readonly Part[], deployments: readonly Part[]): RestApi['stages'] {
  const deployedAsCanary = (stage: string): Values | undefined =>
    deployments
      .filter(({ values }) => textAt(values, 'StageName') === stage)
      .map(({ values }) => mapAt(values, 'DeploymentCanarySettings'))
      .find((settings) => settings !== undefined);
  const named = stages.map(({ logicalId, values }) => {
    const name = textAt(values, 'StageName') ?? logicalId;
    const canary = canaryOf(mapAt(values, 'CanarySetting') ?? deployedAsCanary(name));
    return {
      name,
      variables: textMapAt(values, 'Variables'),
      ...(canary !== undefined && { canary }),
      ...stageSettingsOf(values),
    };
  });
  const deployed = deployments.flatMap(({ values }) => {
    const name = textAt(values, 'StageName');
    if (name === undefined || named.some((stage) => stage.name === name)) return [];
    const description = mapAt(values, 'StageDescription');
    const canary = canaryOf(mapAt(description, 'CanarySetting') ?? deployedAsCanary(name));
    return [
      {
        name,
        variables: textMapAt(description, 'Variables'),
        ...(canary !== undefined && { canary }),
        ...stageSettingsOf(description),
      },
    ];
  });
  return [...named, ...deployed];
}
