import { readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, UserError } from '../../base/index.js';
import { mapOf } from '../resolver/properties.js';

/** A stack of a cloud assembly, in the order of the manifest. */
export interface AssemblyStack {
  /** As CloudFormation has it, which is not the artifact's id in a stage of the app. */
  readonly name: string;
  /** Absolute. */
  readonly templateFile: string;
  /** Of its `env`; what is absent CDK leaves to where it is deployed. */
  readonly environment: StackEnvironment;
}

export interface StackEnvironment {
  readonly region?: string;
  readonly account?: string;
}

export interface Assembly {
  readonly stacks: readonly AssemblyStack[];
  /** Absolute: the manifests of assets, of this assembly and of those inside. */
  readonly assetManifests: readonly string[];
  /** Absolute: what was read. */
  readonly manifests: readonly string[];
}

/** Reads `manifest.json` of a CDK cloud assembly and of the assemblies of its stages (cloud assembly schema, "Artifacts"). */
export function readAssembly(folder: string): Assembly {
  const manifest = path.join(folder, 'manifest.json');
  const artifacts = Object.entries(mapOf(readJson(manifest)['artifacts']) ?? {}).map(([id, artifact]) => ({
    id,
    type: mapOf(artifact)?.['type'],
    environment: environmentIn(mapOf(artifact)?.['environment']),
    properties: mapOf(mapOf(artifact)?.['properties']) ?? {},
  }));
  const named = (type: string, key: string): readonly Named[] =>
    artifacts.flatMap((artifact) => {
      const name = artifact.properties[key];
      return artifact.type === type && typeof name === 'string'
        ? [{ id: artifact.id, file: path.join(folder, name), artifact }]
        : [];
    });
  const inner = named('cdk:cloud-assembly', 'directoryName').map(({ file }) => readAssembly(file));
  return {
    stacks: [
      ...named('aws:cloudformation:stack', 'templateFile').map(
        ({ id, file, artifact: { properties, environment } }) => ({
          name: typeof properties['stackName'] === 'string' ? properties['stackName'] : id,
          templateFile: file,
          environment,
        }),
      ),
      ...inner.flatMap(({ stacks }) => stacks),
    ],
    assetManifests: [
      ...named('cdk:asset-manifest', 'file').map(({ file }) => file),
      ...inner.flatMap(({ assetManifests }) => assetManifests),
    ],
    manifests: [manifest, ...inner.flatMap(({ manifests }) => manifests)],
  };
}

interface Named {
  readonly id: string;
  readonly file: string;
  readonly artifact: {
    readonly properties: Readonly<Record<string, unknown>>;
    readonly environment: StackEnvironment;
  };
}

/** `aws://111122223333/eu-west-1` names an account and a region; `aws://unknown-account/unknown-region` neither. */
function environmentIn(environment: unknown): StackEnvironment {
  const [, account = '', region = 'unknown-region'] =
    typeof environment === 'string' ? (/^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? []) : [];
  return { ...(/^\d{12}$/.test(account) && { account }), ...(region !== 'unknown-region' && { region }) };
}

export function readJson(file: string): Readonly<Record<string, unknown>> {
  try {
    return mapOf(JSON.parse(readFileSync(file, 'utf8'))) ?? {};
  } catch (error) {
    throw new UserError(`"${file}" cannot be read: ${messageOf(error)}. Run "cdk synth" again.`, { cause: error });
  }
}
