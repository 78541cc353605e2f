import { messageOf, UserError } from '../../base/index.js';
import type { Architecture, FunctionProblem, StackFunction, StackPackage } from '../../model/index.js';
import { mapOf, type Properties, readProperties } from '../resolver/properties.js';
import { textMap } from '../apis/values.js';
import { scopedName } from '../resolver/resource-identity.js';
import type { Project, ProjectResource } from '../template/project.js';
import { CodeProblem } from './code-problem.js';
import { type FunctionAttachments, ownAttachments } from './read-attachments.js';
import { readDurableConfig, readTenancyConfig } from './read-creation-only.js';
import { readEnvironment } from './read-environment.js';
import { readLogging } from './read-logging.js';
import { readPackage } from './read-package.js';
import { tellOddProperties } from './tell-odd-properties.js';
import { shownNames } from './shown-names.js';

/** A function of the template; what keeps it from running becomes its `problem`, and every other function is read on. */
export function readFunction(
  resource: ProjectResource,
  project: Project,
): StackFunction & { readonly attachments: FunctionAttachments } {
  const { logicalId } = resource;
  const properties = readProperties(project, resource.properties, ['Resources', logicalId, 'Properties']);
  const problems: FunctionProblem[] = [];
  const attempt = <T>(read: () => T, fallback: T): T => {
    try {
      return read();
    } catch (error) {
      problems.push(problemOf(error));
      return fallback;
    }
  };
  const { logicalId: shownId, alsoKnownAs } = shownNames(resource, project);
  const read = {
    logicalId: shownId,
    region: project.pseudo.region,
    account: project.pseudo.account,
    name: attempt(() => project.functionName(logicalId), undefined) ?? scopedName(project.scope, logicalId),
    package: attempt(() => readPackage(resource, properties, project), nothingToRun),
    architecture: attempt(() => readArchitecture(properties), 'x86_64'),
    environment: readEnvironment(properties, (one) => attempt(one, undefined)),
    memoryMb: attempt(() => properties.number('MemorySize'), undefined) ?? 128,
    timeoutSeconds: attempt(() => properties.number('Timeout'), undefined) ?? 3,
    ephemeralStorageMb: attempt(() => properties.inside('EphemeralStorage')?.number('Size'), undefined) ?? 512,
    description: attempt(() => properties.text('Description'), undefined) ?? '',
  };
  const textLogs = { format: 'Text', group: `/aws/lambda/${read.name}` } as const;
  const logging = attempt(() => readLogging(properties, read.name), textLogs);
  const tenancyConfig = attempt(() => readTenancyConfig(properties), undefined);
  const durableConfig = attempt(() => readDurableConfig(properties), undefined);
  const reservedConcurrency = attempt(() => properties.number('ReservedConcurrentExecutions'), undefined);
  const deadLetterQueue = attempt(() => readDeadLetterQueue(properties), undefined);
  const recursiveLoop = attempt(() => properties.text('RecursiveLoop'), undefined);
  const attachments = attempt(() => ownAttachments(properties), noAttachments);
  const { BuildCommand: buildCommand, LocalEnvironment } = mapOf(resource.metadata['Hearth']) ?? {};
  const localEnvironment = {
    ...(project.isSamLocal && { AWS_SAM_LOCAL: 'true' }),
    ...textMap(mapOf(LocalEnvironment)),
  };
  const [problem, ...others] = problems;
  for (const { message } of others) project.tell(message);
  if (project.isSamLocal) tellOddProperties(properties, resource, project);
  return {
    ...read,
    logging,
    ...(reservedConcurrency !== undefined && { reservedConcurrency }),
    ...(deadLetterQueue !== undefined && { deadLetterQueue }),
    ...(recursiveLoop === 'Allow' && { recursiveLoop }),
    ...(tenancyConfig !== undefined && { tenancyConfig }),
    ...(durableConfig !== undefined && { durableConfig }),
    ...(alsoKnownAs.length > 0 && { alsoKnownAs }),
    ...(typeof buildCommand === 'string' && { buildCommand }),
    ...(Object.keys(localEnvironment).length > 0 && { localEnvironment }),
    attachments,
    ...(problem !== undefined && { problem }),
  };
}

const noAttachments: FunctionAttachments = { aliases: [], eventInvokeConfigs: [] };

/** What a function that cannot be loaded has instead of its code. */
const nothingToRun: StackPackage = {
  packageType: 'Zip',
  runtime: '',
  handler: '',
  code: { kind: 'inline', fileName: 'index.js', text: '' },
  layers: [],
};

function problemOf(error: unknown): FunctionProblem {
  if (error instanceof CodeProblem) return error.toFunctionProblem();
  if (error instanceof UserError) return { errorType: 'Hearth.TemplateError', message: messageOf(error) };
  throw error;
}

/** CloudFormation's name for it, and SAM's. */
function readDeadLetterQueue(properties: Properties): string | undefined {
  const config = properties.inside('DeadLetterConfig') ?? properties.inside('DeadLetterQueue');
  return config?.text('TargetArn');
}

function readArchitecture(properties: Properties): Architecture {
  const [architecture = 'x86_64'] = properties.texts('Architectures') ?? [];
  if (architecture === 'x86_64' || architecture === 'arm64') return architecture;
  return properties.fail('Architectures', `names "${architecture}"; it must be x86_64 or arm64`);
}
