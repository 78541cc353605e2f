import path from 'node:path';
import { packageRoot } from '../../src/base/index.js';
import type { PlainFunction } from './plain-container.js';

/** One full vCPU: no side is slowed by its CPU weight. */
const MEMORY_MB = 1769;

/** The image of nodejs22.x that all sides run. */
export const nodeImage = 'public.ecr.aws/lambda/nodejs:22';

/** `bench/functions/echo-or-hold`, as the floor runs it. */
export const plainEcho: PlainFunction = {
  image: nodeImage,
  codeFolder: functionFolder('echo-or-hold'),
  handler: 'index.handler',
  memoryMb: MEMORY_MB,
};

export function functionFolder(name: string): string {
  return path.join(packageRoot(), 'bench/functions', name);
}

/** A template with these functions, all of them `echo-or-hold` on nodejs22.x. */
export function echoTemplate(names: readonly string[]): string {
  return templateOf(names.map((name) => functionResource(name, 'nodejs22.x', 'echo-or-hold')));
}

/** A template with one function, `echo-or-hold`, whose events are not tried again. */
export function asynchronousTemplate(name: string): string {
  return templateOf([
    functionResource(name, 'nodejs20.x', 'echo-or-hold', { EventInvokeConfig: { MaximumRetryAttempts: 0 } }),
  ]);
}

/** A template with these functions, all of them `http-echo`, each at a path of its own name. */
export function httpTemplate(names: readonly string[], runtime: string): string {
  return templateOf(
    names.map((name) => functionResource(name, runtime, 'http-echo', { Events: { Api: httpApiEvent(`/${name}`) } })),
  );
}

/** YAML, as people write it: functions with as many routes each, every second one on a REST API, the others on an HTTP API. */
export function routesTemplate({ functions, routes }: { readonly functions: number; readonly routes: number }): string {
  const each = routes / functions;
  const eventOf = (index: number, route: number): string => `
        Get${route}:
          Type: ${index % 2 === 0 ? 'Api' : 'HttpApi'}
          Properties: { Method: GET, Path: '/items-${index}/{id}/parts-${route}' }`;
  const resources = Array.from(
    { length: functions },
    (_unused, index) => `
  Items${index}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ${functionFolder('http-echo')}
      Environment: { Variables: { TABLE: 'items-${index}' } }
      Events:${Array.from({ length: each }, (_none, route) => eventOf(index, route)).join('')}`,
  );
  return `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: index.handler, Timeout: 30 } }
Resources:${resources.join('')}
`;
}

/**
 * A template with one function, `http-echo`, at `/http` of an HTTP API and at `/rest` of a REST API, and one that tells its event at
 * `/http-event` and `/rest-event`.
 */
export function doorTemplate(name: string, runtime: string): string {
  const events = (end: string): object => ({
    Http: httpApiEvent(`/http${end}`),
    Rest: { Type: 'Api', Properties: { Path: `/rest${end}`, Method: 'any' } },
  });
  return templateOf([
    functionResource(name, runtime, 'http-echo', { Events: events('') }),
    functionResource('event', runtime, 'http-event', { Events: events('-event') }),
  ]);
}

function httpApiEvent(route: string): object {
  return { Type: 'HttpApi', Properties: { Path: route, Method: 'any' } };
}

function functionResource(name: string, runtime: string, code: string, more: object = {}): readonly [string, object] {
  const properties = {
    FunctionName: name,
    Runtime: runtime,
    Handler: 'index.handler',
    CodeUri: functionFolder(code),
    Timeout: 60,
    MemorySize: MEMORY_MB,
    ...more,
  };
  return [name.replaceAll(/[^A-Za-z0-9]/g, ''), { Type: 'AWS::Serverless::Function', Properties: properties }];
}

function templateOf(resources: readonly (readonly [string, object])[]): string {
  const members: object = Object.fromEntries(resources);
  return JSON.stringify({ Transform: 'AWS::Serverless-2016-10-31', Resources: members });
}

/** Why functions cannot run in containers here, if so. */
export async function missingImage(engine: {
  hasImage: (name: string) => Promise<boolean>;
}): Promise<string | undefined> {
  const present = await engine.hasImage(nodeImage).catch(() => undefined);
  if (present === undefined) return 'no Docker answers';
  return present
    ? undefined
    : `no image for nodejs22.x: run "hearth images pull nodejs22.x", or "images build" offline`;
}
