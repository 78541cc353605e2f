import { mapAt, present, type Service, type Values, wordOf } from '../service.js';
import { restApiKeys } from './rest-api-keys.js';
import { joinedCors, preflightIntegration, type RestCors, restCorsOf } from './rest-cors.js';
import { restIntegration } from './rest-integration.js';
import { methodId, pathName } from './rest-names.js';
import { restSecurity } from './rest-security.js';
import { restValidation } from './rest-validation.js';
import { ownApi } from './own-api.js';
import { type ServiceEvent, verbAndPath } from './service-events.js';

const apiId = 'ApiGatewayRestApi';

/** The REST API that `http` events share (Serverless Framework, "REST API"), resource by resource; none without such events. */
export function restApiResources(events: readonly ServiceEvent[], service: Service): Values {
  const own = events.filter(({ type }) => type === 'http');
  if (own.length === 0) return {};
  const settings = mapAt(service.provider, 'apiGateway');
  const { reference, isOfUser } = ownApi(
    { given: settings['restApiId'], id: apiId, key: 'provider.apiGateway.restApiId', events: 'http' },
    service,
  );
  const root = isOfUser ? settings['restApiRootResourceId'] : { 'Fn::GetAtt': [apiId, 'RootResourceId'] };
  const cors = new Map<string, RestCors>();
  const resources: Record<string, unknown> = {};
  for (const event of own) {
    const { method, path } = methodAndPath(event);
    const declared = restCorsOf(event.values['cors'], method);
    if (declared !== undefined) cors.set(path, joinedCors(cors.get(path), declared));
    Object.assign(resources, pathResources(path, reference, root), methodResources(event, reference, root, service));
  }
  for (const [path, rules] of cors) {
    resources[methodId(path, 'options')] ??= {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: reference,
        ResourceId: resourceReference(path, root),
        HttpMethod: 'OPTIONS',
        AuthorizationType: 'NONE',
        Integration: preflightIntegration(rules),
      },
    };
  }
  return {
    ...(isOfUser ? {} : { [apiId]: apiResource(settings, service) }),
    ...resources,
    ...restApiKeys(settings, reference, service),
    ApiGatewayDeploymenthearth: {
      Type: 'AWS::ApiGateway::Deployment',
      Properties: { RestApiId: reference, StageName: wordOf(settings['stage'], service.stage) },
    },
  };
}

function apiResource(settings: Values, { name, stage, provider }: Service): Values {
  const policy = settings['resourcePolicy'] ?? provider['resourcePolicy'];
  return {
    Type: 'AWS::ApiGateway::RestApi',
    Properties: present({
      Name: provider['apiName'] ?? `${stage}-${name}`,
      BinaryMediaTypes: settings['binaryMediaTypes'],
      MinimumCompressionSize: settings['minimumCompressionSize'],
      ApiKeySourceType: wordOf(settings['apiKeySourceType'], 'HEADER').toUpperCase(),
      DisableExecuteApiEndpoint: settings['disableDefaultEndpoint'],
      Policy: policy === undefined ? undefined : { Version: '2012-10-17', Statement: policy },
    }),
  };
}

/** One resource for each part of the path; the same path twice is the same resource. */
function pathResources(path: string, reference: unknown, root: unknown): Values {
  const parts = partsOf(path);
  return Object.fromEntries(
    parts.map((PathPart, index) => [
      resourceId(parts.slice(0, index + 1).join('/')),
      {
        Type: 'AWS::ApiGateway::Resource',
        Properties: {
          RestApiId: reference,
          ParentId: resourceReference(parts.slice(0, index).join('/'), root),
          PathPart,
        },
      },
    ]),
  );
}

function methodResources(event: ServiceEvent, reference: unknown, root: unknown, service: Service): Values {
  const { method, path } = methodAndPath(event);
  const security = restSecurity(event, reference, service);
  const validation = restValidation(event, reference, service);
  return {
    ...security.resources,
    ...validation.resources,
    [methodId(path, method)]: {
      Type: 'AWS::ApiGateway::Method',
      Properties: present({
        RestApiId: reference,
        ResourceId: resourceReference(path, root),
        HttpMethod: method.toUpperCase(),
        AuthorizationType: 'NONE',
        ...security.method,
        ...validation.method,
        OperationName: event.values['operationId'],
        Integration: restIntegration(event),
      }),
    },
  };
}

/** The path without its slashes at both ends. */
function methodAndPath(event: ServiceEvent): { readonly method: string; readonly path: string } {
  const { method, path } = verbAndPath(event);
  return { method: method === '*' ? 'any' : method, path: partsOf(path).join('/') };
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function resourceId(path: string): string {
  return `ApiGatewayResource${pathName(path)}`;
}

function resourceReference(path: string, root: unknown): unknown {
  return path === '' ? root : { Ref: resourceId(path) };
}
