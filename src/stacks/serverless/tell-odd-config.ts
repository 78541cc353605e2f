import { suggestion } from '../../base/index.js';
import { segmentProblem, verbProblem } from '../apis/route-rules.js';
import { mapOf } from '../resolver/properties.js';
import type { TemplatePath } from '../template/template-part.js';
import { functionEvents, functionKeys, topLevelKeys } from './known-keys.js';
import { declaredFunctions, listAt, type Service, type Values, wordOf } from './service.js';
import { hasForeignPlugins } from './tell-plugins.js';

/**
 * The service without the functions and events that Serverless would refuse, each of which is told in Serverless' words with its place;
 * unknown keys are told too. A plugin may have declared keys and events.
 */
export function withoutOddities(service: Service): Service {
  const { config, tell, locate } = service;
  const knowsAllEvents = !hasForeignPlugins(config);
  const knowsAllKeys = knowsAllEvents && !isOff(config['configValidationMode']);
  const tellAt = (path: TemplatePath, problem: string): void => {
    tell(`${locate(path)}: "${shown(path)}" ${problem}`);
  };
  const tellKeys = (values: Values, known: readonly string[], path: TemplatePath): void => {
    for (const key of Object.keys(values)) {
      // `x-…` holds what YAML's anchors are for.
      if (known.includes(key) || !knowsAllKeys || key.startsWith('x-')) continue;
      tellAt([...path, key], `is a property that Serverless does not know.${suggestion(key, known) || ' Remove it.'}`);
    }
  };
  tellKeys(config, topLevelKeys, []);
  const kept = declaredFunctions(config).flatMap(([key, values]): [string, Values][] => {
    const map = mapOf(values);
    const path = ['functions', key];
    if (map === undefined) {
      const isProperty = functionKeys.includes(key);
      tellAt(
        path,
        isProperty
          ? 'is no function. Indent it below the function that it belongs to.'
          : 'is empty. Give it a "handler" below.',
      );
      return [];
    }
    tellKeys(map, functionKeys, path);
    const { events } = map;
    if (events === undefined || events === null) return [[key, map]];
    if (!Array.isArray(events)) {
      tellAt([...path, 'events'], 'is no list. Begin each event with "- ".');
      return [[key, { ...map, events: [] }]];
    }
    const checked = listAt(map, 'events').flatMap((event, index) =>
      !knowsAllEvents && isUnknown(event) ? [event] : eventOf(event, [...path, 'events', index], tellAt),
    );
    return [[key, { ...map, events: checked }]];
  });
  tellAuthorizers({ ...service, functions: new Map(kept) }, tellAt);
  return { ...service, functions: new Map(kept) };
}

type TellAt = (path: TemplatePath, problem: string) => void;

/** Templates' YAML has `off` for false. */
function isOff(value: unknown): boolean {
  return value === 'off' || value === false;
}

function isUnknown(event: unknown): boolean {
  const [type = ''] = typesOf(event);
  return !functionEvents.includes(type);
}

/** The keys of an event: its type, and what does not belong there. */
function typesOf(event: unknown): readonly string[] {
  return typeof event === 'string' ? [event] : Object.keys(mapOf(event) ?? {});
}

function eventOf(event: unknown, path: TemplatePath, tellAt: TellAt): readonly unknown[] {
  const map = mapOf(event);
  const [type, ...more] = typesOf(event);
  if (type === undefined) {
    tellAt(path, 'is no event. Name one, such as "httpApi".');
    return [];
  }
  if (!functionEvents.includes(type)) {
    tellAt(
      path,
      `is an event "${type}", which Serverless does not know.${suggestion(type, functionEvents) || ' Correct it.'}`,
    );
    return [];
  }
  if (more.length > 0) {
    const names = more.map((key) => `"${key}"`).join(', ');
    tellAt(path, `has ${names} beside "${type}". Indent it below "${type}".`);
  }
  const problem = type === 'http' || type === 'httpApi' ? routeProblem(type, map?.[type]) : undefined;
  if (problem === undefined) return [map === undefined ? event : { [type]: map[type] }];
  tellAt([...path, type], problem);
  return [];
}

function routeProblem(type: string, event: unknown): string | undefined {
  if (event === undefined || event === null) return 'is empty. Write the verb and the path, such as "GET /items".';
  const values = mapOf(event);
  const [first = '', second] = wordOf(event).trim().split(/\s+/);
  const verb = values === undefined ? (second === undefined ? '*' : first) : wordOf(values['method'], '*');
  const path = values === undefined ? (second ?? first) : wordOf(values['path'], '*');
  const isMissing =
    values === undefined
      ? second === undefined && first !== '*'
      : type === 'http' && (values['method'] ?? values['path']) === undefined;
  if (isMissing)
    return `is "${values === undefined ? wordOf(event) : '{}'}"; write the verb and the path, such as "GET /items".`;
  return (verb === '*' ? undefined : verbProblem(verb)) ?? segmentProblem(path);
}

/** Functions that are named as authorizers of `http` events, and are none of the service. */
function tellAuthorizers({ functions }: Service, tellAt: TellAt): void {
  const known = [...functions.keys()];
  for (const [key, values] of functions) {
    for (const [index, event] of listAt(values, 'events').entries()) {
      const authorizer = mapOf(mapOf(event)?.['http'])?.['authorizer'];
      const named = typeof authorizer === 'string' ? authorizer : mapOf(authorizer)?.['name'];
      const isElsewhere =
        mapOf(authorizer)?.['arn'] ?? mapOf(authorizer)?.['authorizerId'] ?? mapOf(authorizer)?.['type'];
      if (typeof named !== 'string' || isElsewhere !== undefined) continue;
      if (known.includes(named) || named.includes(':') || named.toLowerCase() === 'aws_iam') continue;
      const path = ['functions', key, 'events', index, 'http', 'authorizer'];
      tellAt(path, `is "${named}", which is no function of this service.${suggestion(named, known)}`);
    }
  }
}

/** `functions.hello.events[0]`, as Serverless writes it. */
function shown(path: TemplatePath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
}
