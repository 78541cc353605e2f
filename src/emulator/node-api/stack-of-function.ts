import { statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../base/index.js';
import { type HttpRoute, runtimeNamed, type Stack, stableId, type StackCode } from '../../model/index.js';
import type { FunctionDefinition } from './function-definition.js';

export interface DefinitionPlace {
  readonly folder: string;
  readonly region: string;
  readonly account: string;
}

/** The project that a function described in code is: one function, and one HTTP API when it has routes. */
export function stackOfFunction(definition: FunctionDefinition, place: DefinitionPlace): Stack {
  const { name, routes = [] } = definition;
  const code = codeOf(definition, place.folder);
  const { region, account } = place;
  const { runtime = ownRuntime() } = definition;
  if (runtimeNamed(runtime) === undefined) {
    throw new UserError(
      `Unknown runtime: "${runtime}". Give an identifier of Lambda, such as "nodejs22.x" or "python3.13".`,
    );
  }
  const api = {
    id: stableId(`HttpApi of ${name}`, 10),
    logicalId: `${name}Api`,
    kind: 'http' as const,
    region,
    account,
    stages: [{ name: '$default', variables: {} }],
    authorizers: {},
    routes: routes.map((route) => routeOf(route, definition)),
  };
  return {
    name: 'local',
    file: `function ${name}`,
    functions: [
      {
        logicalId: name,
        name,
        package: {
          packageType: 'Zip',
          runtime,
          handler: definition.handler ?? 'index.handler',
          code,
          layers: (definition.layers ?? []).map((layer) => fileOrFolder(path.resolve(place.folder, layer))),
        },
        architecture: definition.architecture ?? (process.arch === 'arm64' ? 'arm64' : 'x86_64'),
        environment: definition.environment ?? {},
        memoryMb: definition.memoryMb ?? 128,
        timeoutSeconds: definition.timeoutSeconds ?? 3,
        ephemeralStorageMb: 512,
        description: '',
        logging: { format: 'Text' },
      },
    ],
    apis: routes.length === 0 ? [] : [api],
    notices: [],
    watched: 'path' in code ? [code.path] : [],
  };
}

function codeOf({ code, handler = 'index.handler' }: FunctionDefinition, folder: string): StackCode {
  if (typeof code === 'string') return fileOrFolder(path.resolve(folder, code));
  const fileName = code.fileName ?? `${handler.split('.')[0] ?? 'index'}.js`;
  return { kind: 'inline', fileName, text: code.inline };
}

function fileOrFolder(file: string): StackCode {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined)
    throw new UserError(`Code not found: "${file}". Name a folder or a zip, or give { inline }.`);
  return { kind: found.isDirectory() ? 'folder' : 'archive', path: file };
}

function routeOf(route: string, { name, timeoutSeconds = 3 }: FunctionDefinition): HttpRoute {
  const match = /^(?:([A-Za-z]+)\s+)?(\/\S*|\$default)$/.exec(route.trim());
  if (match?.[2] === undefined) {
    throw new UserError(
      `Not a route: "${route}". Write a method and a path, such as "GET /hello/{name}", or "$default".`,
    );
  }
  return {
    method: match[1]?.toUpperCase() ?? 'ANY',
    path: match[2],
    authorization: { type: 'NONE' },
    integration: {
      type: 'AWS_PROXY',
      functionReference: name,
      payloadFormat: '2.0',
      timeoutMs: Math.min(30_000, timeoutSeconds * 1000 + 1000),
      requestParameters: {},
      responseParameters: {},
    },
  };
}

function ownRuntime(): string {
  const major = Number(process.versions.node.split('.')[0]);
  return `nodejs${major % 2 === 0 ? major : major - 1}.x`;
}
