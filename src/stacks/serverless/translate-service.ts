import { mapOf } from '../resolver/properties.js';
import { httpApiResources } from './events/http-api.js';
import { albResources } from './events/alb.js';
import { webSocketResources } from './events/websocket.js';
import { restApiResources } from './events/rest-api.js';
import { serviceEvents } from './events/service-events.js';
import { sourceEvents } from './events/source-events.js';
import { resourceSections } from './resource-sections.js';
import { functionId, mapAt, normalized, type Service, type Values } from './service.js';
import { functionMetadata, functionProperties, layerResources } from './translate-function.js';

/** The service as a template, with the logical ids that Serverless makes, so that the user's own `resources` can refer to them. */
export function translateService(service: Service): Values {
  const events = serviceEvents(service);
  const functions = [...service.functions].map(([key, values]) => [
    functionId(key),
    {
      Type: 'AWS::Serverless::Function',
      Metadata: functionMetadata(key, values, service),
      Properties: {
        ...functionProperties(key, values, service),
        Events: sourceEvents(events.filter(({ functionKey }) => functionKey === key)),
      },
    },
  ]);
  const generated = {
    ...layerResources(service, normalized),
    ...(Object.fromEntries(functions) as Values),
    ...restApiResources(events, service),
    ...httpApiResources(events, service),
    ...webSocketResources(events, service),
    ...albResources(events, service),
  };
  const sections = resourceSections(service);
  const merged = (name: string): Values => Object.assign({}, ...sections.map((part) => mapAt(part, name))) as Values;
  return {
    Resources: extended(withOwn(generated, merged('Resources')), merged('extensions'), service),
    Conditions: merged('Conditions'),
    Mappings: merged('Mappings'),
    Parameters: merged('Parameters'),
    Outputs: merged('Outputs'),
  };
}

/** Resources of the user change those that Serverless makes under the same logical id, member by member. */
function withOwn(generated: Values, own: Values): Values {
  const changed = Object.entries(generated).map(([logicalId, resource]): [string, unknown] => {
    const members = Object.entries(mapOf(own[logicalId]) ?? {}).filter(([name]) => name !== 'Type');
    return [logicalId, joined(resource, Object.fromEntries(members))];
  });
  return { ...own, ...Object.fromEntries(changed) };
}

function joined(one: unknown, other: unknown): unknown {
  const [map, changes] = [mapOf(one), mapOf(other)];
  if (map === undefined || changes === undefined) return other;
  const parts = Object.entries(changes).map(([key, value]) => [key, key in map ? joined(map[key], value) : value]);
  return { ...map, ...(Object.fromEntries(parts) as Values) };
}

/** Logical ids of the kinds of resources that are all made here, as Serverless makes them; of others, only those that matter. */
const everyOneIsMade =
  /(?:LambdaFunction|WebsocketsRoute)$|^ApiGateway(?:Method|Resource)|^HttpApi(?:Route|Integration|Authorizer)/;

/** `resources.extensions` adds properties to what Serverless makes; Serverless refuses one for what it does not make. */
function extended(resources: Values, extensions: Values, { tell }: Service): Values {
  const changed = Object.entries(extensions).flatMap(([logicalId, extension]): [string, unknown][] => {
    const resource = mapOf(resources[logicalId]);
    if (resource === undefined) {
      if (!everyOneIsMade.test(logicalId)) return [];
      tell(
        `"resources.extensions.${logicalId}" extends nothing: Serverless makes no resource of this logical id here.`,
      );
      return [];
    }
    const { Properties: own, ...others } = mapOf(extension) ?? {};
    return [[logicalId, { ...resource, ...others, Properties: { ...mapAt(resource, 'Properties'), ...mapOf(own) } }]];
  });
  return { ...resources, ...Object.fromEntries(changed) };
}
