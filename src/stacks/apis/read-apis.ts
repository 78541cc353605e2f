import type { Api, WebSocketApi } from '../../model/index.js';
import { mapOf } from '../resolver/properties.js';
import { globalsFor } from '../template/globals.js';
import type { Project } from '../template/project.js';
import { cloudFormationHttpApi } from './cloudformation/http-api.js';
import { cloudFormationRestApi } from './cloudformation/rest-api.js';
import { cloudFormationWebSocketApi } from './cloudformation/websocket-api.js';
import { implicitApis } from './implicit-ids.js';
import { readRouteEvents, type RouteEvent } from './route-event.js';
import { samHttpApi } from './sam/http-api.js';
import { samRestApi } from './sam/rest-api.js';
import { samWebSocketApi } from './sam/websocket-api.js';
import { resolvedProperties, textAt, type Values } from './values.js';

/** Every API of the template that has a route, explicit ones in their order, then the implicit ones (http contract §7.1). */
export function readApis(project: Project): Api[] {
  const events = readRouteEvents(project);
  const explicit = [...project.resources.values()].flatMap((resource): Api[] => {
    const { logicalId } = resource;
    switch (resource.type) {
      case 'AWS::Serverless::Api':
        return [samRestApi(logicalId, resolvedProperties(project, resource), events, project)];
      case 'AWS::Serverless::HttpApi':
        return [samHttpApi(logicalId, resolvedProperties(project, resource), events, project)];
      case 'AWS::ApiGateway::RestApi':
        return [cloudFormationRestApi(resource, project)];
      case 'AWS::ApiGatewayV2::Api': {
        const values = resolvedProperties(project, resource);
        return isWebSocket(values) ? [] : [cloudFormationHttpApi(resource, values, project)];
      }
      default:
        return [];
    }
  });
  return [...explicit, ...implicitOnes(events, project)].filter(({ routes }) => routes.length > 0);
}

/** Every WebSocket API of the template that has a route. */
export function readWebSocketApis(project: Project): WebSocketApi[] {
  return [...project.resources.values()]
    .flatMap((resource): WebSocketApi[] => {
      const { logicalId, type } = resource;
      if (type !== 'AWS::Serverless::WebSocketApi' && type !== 'AWS::ApiGatewayV2::Api') return [];
      const values = resolvedProperties(project, resource);
      if (type === 'AWS::Serverless::WebSocketApi') return [samWebSocketApi(logicalId, values, project)];
      return isWebSocket(values) ? [cloudFormationWebSocketApi(resource, values, project)] : [];
    })
    .filter(({ routes }) => routes.length > 0);
}

function isWebSocket(values: Values): boolean {
  return textAt(values, 'ProtocolType')?.toUpperCase() === 'WEBSOCKET';
}

function implicitOnes(events: readonly RouteEvent[], project: Project): Api[] {
  return [
    samRestApi(implicitApis.rest.logicalId, implicitProperties('rest', project), events, project),
    samHttpApi(implicitApis.http.logicalId, implicitProperties('http', project), events, project),
  ];
}

/** Implicit APIs have the properties of `Globals` alone. */
function implicitProperties(kind: Api['kind'], { resolver, template }: Project): Values {
  const type = kind === 'rest' ? 'AWS::Serverless::Api' : 'AWS::Serverless::HttpApi';
  return (
    mapOf(resolver.resolve(globalsFor(type, template.content), ['Globals', kind === 'rest' ? 'Api' : 'HttpApi'])) ?? {}
  );
}
