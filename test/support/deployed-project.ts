import { createLogger, DisposalStack, type LogLevel, silentLogger, systemClock } from '../../src/base/index.js';
import { createDeployment, type Deployment } from '../../src/deployment/index.js';
import type { FunctionVersion, Stack } from '../../src/model/index.js';
import { createRegistry, type Registry } from '../../src/registry/index.js';
import type { DeploymentDeps } from '../../src/deployment/index.js';
import { readStack } from '../../src/stacks/index.js';
import { openStorage } from '../../src/storage/index.js';
import type { ProjectFolder } from './project-folder.js';

export interface DeployedProject extends AsyncDisposable {
  readonly deployment: Deployment;
  readonly registry: Registry;
  /** What was told so far: level and message. */
  readonly told: readonly (readonly [LogLevel, string])[];
  /** Reads the template as it is now. */
  readonly read: () => Promise<Stack>;
  function(name: string): FunctionVersion;
}

/** A deployment over a real registry and storage (in memory); nothing is applied yet. */
export async function deployedProject(
  { path: folder }: ProjectFolder,
  {
    fetchObject = noStore,
    onlyCalled,
    ...settings
  }: Partial<DeploymentDeps['settings'] & Pick<DeploymentDeps, 'fetchObject' | 'onlyCalled'>> = {},
): Promise<DeployedProject> {
  const disposals = new DisposalStack(silentLogger);
  const told: [LogLevel, string][] = [];
  const logger = createLogger((level, message) => told.push([level, message]));
  const dataFolder = `${folder}/.hearth`;
  const storage = disposals.use('storage', await openStorage({ dataFolder, ephemeral: true, logger: silentLogger }));
  const registry = createRegistry({ storage, clock: systemClock, logger: silentLogger });
  const none = { all: {}, byFunction: {} };
  const deployment = disposals.use(
    'deployment',
    createDeployment({
      registry,
      storage,
      fetchObject,
      clock: systemClock,
      logger,
      ...(onlyCalled !== undefined && { onlyCalled }),
      settings: {
        region: 'us-east-1',
        account: '000000000000',
        environmentOverrides: none,
        containerEnvironment: none,
        functionNames: [],
        watch: true,
        dataFolder,
        projectFolder: folder,
        watchIgnore: [],
        watchPolling: 'auto',
        docker: {
          addHosts: [],
          dns: [],
          skipPullImage: false,
          imageOverrides: {},
          environment: {},
        },
        ...settings,
      },
    }),
  );
  return {
    deployment,
    registry,
    told,
    read: () =>
      readStack({
        file: `${folder}/template.yaml`,
        parameterOverrides: {},
        region: 'us-east-1',
        account: '000000000000',
      }),
    function: (name) => registry.functions.resolve({ account: '000000000000', region: 'us-east-1', name }),
    [Symbol.asyncDispose]: () => disposals[Symbol.asyncDispose](),
  };
}

const noStore = (): Promise<never> => Promise.reject(new Error('There is no S3 here.'));
