import { existsSync } from 'node:fs';
import path from 'node:path';
import { runtimeNamed } from '../../model/index.js';
import { mapOf } from '../resolver/properties.js';
import { missingHandlerFile } from '../functions/handler-file.js';
import { functionArnOf, listAt, mapAt, present, type Service, textAt, type Values } from './service.js';
import { urlConfig } from './events/url.js';

/** The properties of one function as SAM has them; what the provider says is for all (Serverless Framework, "AWS - Functions"). */
export function functionProperties(key: string, own: Values, service: Service): Values {
  const { provider, name, stage } = service;
  const either = (property: string): unknown => own[property] ?? provider[property];
  const image = imageProperties(own, service);
  const runtime = either('runtime');
  return present({
    FunctionName: own['name'] ?? `${name}-${stage}-${key}`,
    Description: own['description'],
    ...(image === undefined
      ? {
          Runtime: runtime ?? 'nodejs20.x',
          Handler: own['handler'],
          CodeUri: codeUri(key, own, String(runtime), service),
        }
      : { PackageType: 'Image', ...image.properties }),
    MemorySize: either('memorySize') ?? 1024,
    Timeout: either('timeout') ?? 6,
    Architectures: either('architecture') === undefined ? undefined : [either('architecture')],
    EphemeralStorage: own['ephemeralStorageSize'] === undefined ? undefined : { Size: own['ephemeralStorageSize'] },
    ReservedConcurrentExecutions: own['reservedConcurrency'],
    DeadLetterConfig: own['onError'] === undefined ? undefined : { TargetArn: own['onError'] },
    Layers: own['layers'] ?? provider['layers'],
    Environment: { Variables: present({ ...mapAt(provider, 'environment'), ...mapAt(own, 'environment') }) },
    LoggingConfig: loggingConfig(own, provider),
    FunctionUrlConfig: own['url'] === undefined ? undefined : urlConfig(own['url']),
    EventInvokeConfig: asynchronousConfig(own, service),
  });
}

/** `sam build`'s way of saying how an image is made. */
export function functionMetadata(key: string, own: Values, service: Service): Values {
  return {
    // What serverless-offline sets, and code that runs under it asks for.
    Hearth: { Key: key, BuildCommand: 'serverless package', LocalEnvironment: { IS_OFFLINE: 'true' } },
    ...imageProperties(own, service)?.metadata,
  };
}

/** An artifact that is named, else the service's folder, else what `serverless package` made when only that has the handler. */
function codeUri(key: string, own: Values, runtime: string, service: Service): string {
  const artifact = textAt(mapAt(own, 'package'), 'artifact') ?? textAt(mapAt(service.config, 'package'), 'artifact');
  if (artifact !== undefined) return artifact;
  const family = runtimeNamed(runtime)?.family;
  const code = { kind: 'folder', path: service.folder } as const;
  const handler = textAt(own, 'handler');
  if (family === undefined || handler === undefined) return '.';
  if (missingHandlerFile(handler, family, code) === undefined && !isCompiled(family)) return '.';
  const packages = [`.serverless/${key}.zip`, `.serverless/${service.name}.zip`];
  const packaged = packages.find((file) => existsSync(path.join(service.folder, file)));
  if (packaged === undefined) return '.';
  service.watch(path.join(service.folder, packaged));
  service.tell(`Function "${key}" runs "${packaged}", made by "serverless package".`);
  return packaged;
}

function isCompiled(family: string): boolean {
  return family === 'java' || family === 'dotnet' || family === 'go' || family === 'provided';
}

interface ImageProperties {
  readonly properties: Values;
  readonly metadata: Values;
}

/** `image` is a URI, the name of an image of `provider.ecr.images`, or either with overrides. */
function imageProperties(own: Values, { provider }: Service): ImageProperties | undefined {
  const { image } = own;
  if (image === undefined) return undefined;
  const overrides = mapOf(image);
  const reference = overrides === undefined ? image : (overrides['uri'] ?? overrides['name']);
  const declared = typeof reference === 'string' ? mapAt(mapAt(provider, 'ecr'), 'images')[reference] : undefined;
  const build = mapOf(declared);
  const uri = build?.['uri'] ?? declared ?? reference;
  const config = present({
    Command: overrides?.['command'],
    EntryPoint: overrides?.['entryPoint'],
    WorkingDirectory: overrides?.['workingDirectory'],
  });
  return {
    properties: present({
      ImageUri: typeof uri === 'string' ? uri : undefined,
      ImageConfig: Object.keys(config).length === 0 ? undefined : config,
    }),
    metadata: present({
      DockerContext: build?.['path'],
      Dockerfile: build?.['path'] === undefined ? undefined : (build['file'] ?? 'Dockerfile'),
      DockerBuildArgs: build?.['buildArgs'],
    }),
  };
}

function loggingConfig(own: Values, provider: Values): Values | undefined {
  const logs = { ...mapAt(mapAt(provider, 'logs'), 'lambda'), ...mapAt(own, 'logs') };
  const config = present({
    LogFormat: logs['logFormat'],
    ApplicationLogLevel: logs['applicationLogLevel'],
    SystemLogLevel: logs['systemLogLevel'],
    LogGroup: logs['logGroup'],
  });
  return Object.keys(config).length === 0 ? undefined : config;
}

function asynchronousConfig(own: Values, service: Service): Values | undefined {
  const destination = (outcome: string): Values | undefined => {
    const target = mapAt(own, 'destinations')[outcome];
    if (target === undefined) return undefined;
    return { Destination: functionArnOf(mapOf(target)?.['arn'] ?? target, service) };
  };
  const config = present({
    MaximumEventAgeInSeconds: own['maximumEventAge'],
    MaximumRetryAttempts: own['maximumRetryAttempts'],
    DestinationConfig: present({ OnSuccess: destination('onSuccess'), OnFailure: destination('onFailure') }),
  });
  const isEmpty = Object.keys(config).length === 1 && Object.keys(mapAt(config, 'DestinationConfig')).length === 0;
  return isEmpty ? undefined : config;
}

/** Names of layers: `LayerName` → the logical id that Serverless refers to by `Ref`. */
export function layerResources(service: Service, normalize: (key: string) => string): Values {
  return Object.fromEntries(
    Object.entries(mapAt(service.config, 'layers')).map(([key, layer]) => [
      `${normalize(key)}LambdaLayer`,
      {
        Type: 'AWS::Serverless::LayerVersion',
        Properties: present({
          LayerName: mapOf(layer)?.['name'] ?? key,
          ContentUri: textAt(mapAt(mapOf(layer), 'package'), 'artifact') ?? mapOf(layer)?.['path'],
          CompatibleRuntimes: listAt(mapOf(layer), 'compatibleRuntimes'),
        }),
      },
    ]),
  );
}
