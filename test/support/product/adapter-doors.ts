import { realpathSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../src/base/index.js';
import { projectFolder } from '../project-folder.js';
import { RunningCommand } from './running-command.js';

/** The doors that an adapter can stand behind; a template needs one function per door where each has a handler of its own. */
export type AdapterDoor = keyof typeof doorResources;

/** An application behind an adapter, made by `scripts/build-test-functions.mjs`. */
export interface AdapterFunction {
  readonly runtime: string;
  readonly handler: string;
  /** Folder below `node_modules/.cache/test-functions`. */
  readonly code: string;
}

type Properties = Readonly<Record<string, unknown>>;

/** The resources of each door, and the events of the function behind it. */
const doorResources = {
  'REST API': (name: string) => restDoor(name, {}),
  'streamed REST API': (name: string) => restDoor(name, { ResponseTransferMode: 'RESPONSE_STREAM' }),
  'HTTP API 1.0': (name: string) => httpDoor(name, '1.0'),
  'HTTP API 2.0': (name: string) => httpDoor(name, '2.0'),
  'function URL': () => ({ url: { AuthType: 'NONE' } }),
  'streamed function URL': () => ({ url: { AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' } }),
  'load balancer': balancerDoor,
} as const satisfies Readonly<Record<string, (name: string) => DoorParts>>;

interface DoorParts {
  readonly resources?: Properties;
  readonly events?: Properties;
  readonly url?: Properties;
}

function restDoor(name: string, more: Properties): DoorParts {
  const event = (Path: string): Properties => ({
    Type: 'Api',
    Properties: { RestApiId: { Ref: `${name}Api` }, Path, Method: 'any', ...more },
  });
  return {
    resources: {
      [`${name}Api`]: {
        Type: 'AWS::Serverless::Api',
        Properties: { StageName: 'prod', BinaryMediaTypes: ['application~1octet-stream'] },
      },
    },
    events: { Root: event('/'), Proxy: event('/{proxy+}') },
  };
}

function httpDoor(name: string, PayloadFormatVersion: '1.0' | '2.0'): DoorParts {
  return {
    resources: { [`${name}Api`]: { Type: 'AWS::Serverless::HttpApi', Properties: {} } },
    events: {
      All: { Type: 'HttpApi', Properties: { ApiId: { Ref: `${name}Api` }, PayloadFormatVersion } },
    },
  };
}

function balancerDoor(name: string): DoorParts {
  const at = (part: string, Properties: Properties): Properties => ({
    [`${name}${part}`]: { Type: `AWS::ElasticLoadBalancingV2::${part}`, Properties },
  });
  return {
    resources: {
      ...at('TargetGroup', {
        TargetType: 'lambda',
        Targets: [{ Id: { 'Fn::GetAtt': [name, 'Arn'] } }],
        TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: 'true' }],
      }),
      ...at('LoadBalancer', { Type: 'application' }),
      ...at('Listener', {
        LoadBalancerArn: { Ref: `${name}LoadBalancer` },
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: `${name}TargetGroup` } }],
      }),
    },
  };
}

/** The built command, serving each function behind each of its doors. */
export interface ServedAdapters extends AsyncDisposable {
  /** Base URL, without a slash at its end. */
  urlOf(adapter: string, door: AdapterDoor): string;
  /** What the function behind a door returns for an event of one's own. */
  invoke(adapter: string, door: AdapterDoor, event: unknown): Promise<unknown>;
}

/** Serves `adapters`, each with the function for each door it supports. */
export async function serveAdapters(
  adapters: Readonly<Record<string, Partial<Record<AdapterDoor, AdapterFunction>>>>,
): Promise<ServedAdapters> {
  const resources: Record<string, unknown> = {};
  for (const [adapter, doors] of Object.entries(adapters)) {
    for (const [door, served] of Object.entries(doors) as [AdapterDoor, AdapterFunction][]) {
      const name = resourceName(adapter, door);
      const parts: DoorParts = doorResources[door](name);
      Object.assign(resources, parts.resources, { [name]: functionResource(served, parts) });
    }
  }
  const template = { Transform: 'AWS::Serverless-2016-10-31', Resources: resources };
  const project = await projectFolder({ 'template.yaml': JSON.stringify(template) });
  const words = ['start-api', '--port', '0', '--lambda-port', '0', '--sandbox-host', 'process'];
  const hearth = await RunningCommand.start(words, { folder: project.path });
  const doors = (await (await fetch(`${hearth.awsUrl}/_hearth/doors`)).json()) as readonly DoorShown[];
  return {
    urlOf(adapter, door) {
      const name = resourceName(adapter, door);
      const found = doors.find(({ function: owner }) => owner === name);
      if (found === undefined) throw new Error(`No door of ${name} among ${JSON.stringify(doors)}.`);
      return found.urls.path;
    },
    async invoke(adapter, door, event) {
      const name = resourceName(adapter, door);
      const response = await fetch(`${hearth.awsUrl}/2015-03-31/functions/${name}/invocations`, {
        method: 'POST',
        body: JSON.stringify(event),
      });
      return response.json();
    },
    async [Symbol.asyncDispose]() {
      await hearth[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
}

interface DoorShown {
  readonly function?: string;
  readonly urls: { readonly path: string };
}

function functionResource({ runtime, handler, code }: AdapterFunction, { events, url }: DoorParts): object {
  return {
    Type: 'AWS::Serverless::Function',
    Properties: {
      Runtime: runtime,
      Handler: handler,
      CodeUri: realpathSync(path.join(packageRoot(), 'node_modules/.cache/test-functions', code)),
      Timeout: 20,
      MemorySize: 512,
      ...(events && { Events: events }),
      ...(url && { FunctionUrlConfig: url }),
    },
  };
}

function resourceName(adapter: string, door: AdapterDoor): string {
  return `${adapter} ${door}`.replaceAll(/[^A-Za-z0-9]/g, '');
}
