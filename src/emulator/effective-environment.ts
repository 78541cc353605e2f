import { LATEST, type FunctionVersion, type StackFunction } from '../model/index.js';
import { mayRunNode } from './callback-trust.js';
import type { EnvironmentLayer } from '../deployment/index.js';
import type { Settings } from '../settings/index.js';

/** One variable as the function will see it. */
export interface EffectiveVariable {
  readonly name: string;
  /** Absent where it is made anew for each sandbox. */
  readonly value?: string;
  readonly from: EnvironmentLayer['origin'] | 'lambda';
  /** The function that the user named in `--env-vars`; absent for what is for all. */
  readonly functionName?: string;
  /** What it is instead of, the nearest first. */
  readonly instead: readonly Omit<EffectiveVariable, 'name' | 'instead'>[];
}

/** The environment of a function of a project, by name; what a sandbox gets only when it starts has no value. */
export async function effectiveEnvironment(
  declared: StackFunction,
  settings: Settings,
  hasWebSocketApis = false,
): Promise<readonly EffectiveVariable[]> {
  const { environmentLayers, environmentOf } = await import('../deployment/index.js');
  const { sandboxEnvironment } = await import('../worker/sandbox/index.js');
  const layers = environmentLayers(declared, settings);
  const own = environmentOf(declared, settings);
  const made = new Set<string>();
  const dynamic = (name: string): string => {
    made.add(name);
    return name;
  };
  const { command } = declared.package.packageType === 'Image' ? declared.package.overrides : { command: undefined };
  const sandbox = sandboxEnvironment({
    function: versionOf(declared, own, settings),
    image: { reference: '', ...(command && { command }) },
    runtimeApi: dynamic('the Runtime API:0'),
    initializationType: 'on-demand',
    logGroup: declared.logging.group,
    logStream: dynamic('a log stream'),
    defaultEnvironment: {
      AWS_ENDPOINT_URL_LAMBDA: dynamic('the AWS API'),
      AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: dynamic('the AWS API'),
      ...(hasWebSocketApis && mayRunNode(declared) && { NODE_EXTRA_CA_CERTS: dynamic('a certificate') }),
    },
    ...(settings.credentials && {
      credentials: {
        accessKeyId: dynamic('an id'),
        secretAccessKey: dynamic('a secret'),
        sessionToken: dynamic('a token'),
      },
    }),
  });
  return Object.entries(sandbox)
    .map(([name, value]): EffectiveVariable => {
      const given = layers.filter(({ variables }) => Object.hasOwn(variables, name)).reverse();
      const [first, ...others] = given.map((layer) => givenBy(layer, name));
      const isOwn = first !== undefined && first.value === value;
      const isMade = [...made].some((text) => value === text || value === text.replace(/:0$/, ''));
      const byLambda = { from: 'lambda' as const, ...(!isMade && { value }) };
      return isOwn
        ? { name, ...first, instead: others }
        : { name, ...byLambda, instead: first === undefined ? [] : [first, ...others] };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function givenBy(
  { origin, functionName, variables }: EnvironmentLayer,
  name: string,
): Omit<EffectiveVariable, 'name' | 'instead'> {
  const value = variables[name];
  return { from: origin, ...(functionName !== undefined && { functionName }), ...(value !== undefined && { value }) };
}

/** As much of a version as its environment is made of. */
function versionOf(
  declared: StackFunction,
  environment: Readonly<Record<string, string>>,
  settings: Settings,
): FunctionVersion {
  const { name, package: code, architecture, memoryMb, timeoutSeconds, ephemeralStorageMb, logging } = declared;
  const { region = settings.region, account = settings.account } = declared;
  const source = { kind: 'folder', digest: '', path: '', live: false } as const;
  return {
    name,
    version: LATEST,
    arn: { region, account, name },
    package: code.packageType === 'Zip' ? { ...code, code: source, layers: [] } : code,
    architecture,
    environment,
    memoryMb,
    timeoutMs: timeoutSeconds * 1000,
    ephemeralStorageMb,
    logging,
    ...(declared.localEnvironment !== undefined && { localEnvironment: declared.localEnvironment }),
    generation: '',
  };
}
