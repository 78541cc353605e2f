import type { Api, WebSocketApi } from '../../model/index.js';
import { mapOf } from '../resolver/properties.js';
import { globalsFor } from '../template/globals.js';
import type { Project } from '../template/project.js';
import { cloudFormationHttpApi } from './cloudformation/http-api.js';
import { cloudFormationRestApi } from './cloudformation/rest-api.js';
import { cloudFormationWebSocketApi } from './cloudformation/websocket-api.js';
import { withDomains } from './domain-mappings.js';
import { implicitApis } from './implicit-ids.js';
import { readRouteEvents, type RouteEvent } from './route-event.js';
import { samHttpApi } from './sam/http-api.js';
import { samRestApi } from './sam/rest-api.js';
import { samWebSocketApi } from './sam/websocket-api.js';
import { tellCaches, tellMutualTls } from './tell-differences.js';
import { resolvedProperties, textAt, type Values } from './values.js';

/** Every API of the template that has a route, explicit ones in their order, then the implicit ones (http contract §7.1). */
export function readApis(project: Project): Api[] {
  const events = readRouteEvents(project);
  const explicit = [...project.resources.values()].flatMap((resource): Api[] => {
    const { logicalId } = resource;
    const values = (): Values => resolvedProperties(project, resource);
    switch (resource.type) {
      case 'AWS::Serverless::Api':
        return [withDomains(samRestApi(logicalId, values(), events, project), values(), project)];
      case 'AWS::Serverless::HttpApi':
        return [withDomains(samHttpApi(logicalId, values(), events, project), values(), project)];
      case 'AWS::ApiGateway::RestApi':
        return [withDomains(cloudFormationRestApi(resource, project), {}, project)];
      case 'AWS::ApiGatewayV2::Api': {
        return isWebSocket(values())
          ? []
          : [withDomains(cloudFormationHttpApi(resource, values(), project), {}, project)];
      }
      default:
        return [];
    }
  });
  const apis = [...explicit, ...implicitOnes(events, project)].filter(({ routes }) => routes.length > 0);
  tellMutualTls(project);
  tellCaches(apis, project);
  return apis;
}

/** Every WebSocket API of the template that has a route. */
export function readWebSocketApis(project: Project): WebSocketApi[] {
  return [...project.resources.values()]
    .flatMap((resource): WebSocketApi[] => {
      const { logicalId, type } = resource;
      if (type !== 'AWS::Serverless::WebSocketApi' && type !== 'AWS::ApiGatewayV2::Api') return [];
      const values = resolvedProperties(project, resource);
      if (type === 'AWS::Serverless::WebSocketApi') {
        return [withDomains(samWebSocketApi(logicalId, values, project), values, project)];
      }
      return isWebSocket(values)
        ? [withDomains(cloudFormationWebSocketApi(resource, values, project), {}, project)]
        : [];
    })
    .filter(({ routes }) => routes.length > 0);
}

function isWebSocket(values: Values): boolean {
  return textAt(values, 'ProtocolType')?.toUpperCase() === 'WEBSOCKET';
}

function implicitOnes(events: readonly RouteEvent[], project: Project): Api[] {
  const rest = implicitProperties('rest', project);
  const http = implicitProperties('http', project);
  return [
    withDomains(samRestApi(implicitApis.rest.logicalId, rest, events, project), rest, project),
    withDomains(samHttpApi(implicitApis.http.logicalId, http, events, project), http, project),
  ];
}

/** Implicit APIs have the properties of `Globals` alone. */
function implicitProperties(kind: Api['kind'], { resolver, template }: Project): Values {
  const type = kind === 'rest' ? 'AWS::Serverless::Api' : 'AWS::Serverless::HttpApi';
  const place = ['Globals', kind === 'rest' ? 'Api' : 'HttpApi'];
  return mapOf(resolver.resolveWithGaps(globalsFor(type, template.content), place)) ?? {};
}
