import { mapOf } from '../resolver/properties.js';
import { httpApiResources } from './events/http-api.js';
import { albResources } from './events/alb.js';
import { webSocketResources } from './events/websocket.js';
import { restApiResources } from './events/rest-api.js';
import { serviceEvents } from './events/service-events.js';
import { sourceEvents } from './events/source-events.js';
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
    ...httpApiResources(events, service),
    ...restApiResources(events, service),
    ...webSocketResources(events, service),
    ...albResources(events, service),
  };
  const sections = [service.config['resources']].flat().map((part) => mapOf(part) ?? {});
  const merged = (name: string): Values => Object.assign({}, ...sections.map((part) => mapAt(part, name))) as Values;
  return {
    Resources: extended({ ...merged('Resources'), ...generated }, merged('extensions')),
    Conditions: merged('Conditions'),
    Mappings: merged('Mappings'),
    Parameters: merged('Parameters'),
    Outputs: merged('Outputs'),
  };
}

/** `resources.extensions` adds properties to what Serverless makes. */
function extended(resources: Values, extensions: Values): Values {
  const changed = Object.entries(extensions).flatMap(([logicalId, extension]): [string, unknown][] => {
    const resource = mapOf(resources[logicalId]);
    if (resource === undefined) return [];
    const { Properties: own, ...others } = mapOf(extension) ?? {};
    return [[logicalId, { ...resource, ...others, Properties: { ...mapAt(resource, 'Properties'), ...mapOf(own) } }]];
  });
  return { ...resources, ...Object.fromEntries(changed) };
}
