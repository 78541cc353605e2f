import { messageOf, UserError } from '../../base/index.js';
import type { Architecture, FunctionProblem, StackFunction, StackLogging, StackPackage } from '../../model/index.js';
import { mapOf, type Properties, readProperties } from '../resolver/properties.js';
import { scopedName } from '../resolver/resource-identity.js';
import type { Project, ProjectResource } from '../template/project.js';
import { CodeProblem } from './code-problem.js';
import { type FunctionAttachments, ownAttachments } from './read-attachments.js';
import { readEnvironment } from './read-environment.js';
import { readPackage } from './read-package.js';
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
  const { logicalId: shownId, alsoKnownAs } = shownNames(resource, project.scope);
  const read = {
    logicalId: shownId,
    name: attempt(() => project.functionName(logicalId), undefined) ?? scopedName(project.scope, logicalId),
    package: attempt(() => readPackage(resource, properties, project), nothingToRun),
    architecture: attempt(() => readArchitecture(properties), 'x86_64'),
    environment: attempt(() => readEnvironment(properties), {}),
    memoryMb: attempt(() => properties.number('MemorySize'), undefined) ?? 128,
    timeoutSeconds: attempt(() => properties.number('Timeout'), undefined) ?? 3,
    ephemeralStorageMb: attempt(() => properties.inside('EphemeralStorage')?.number('Size'), undefined) ?? 512,
    description: attempt(() => properties.text('Description'), undefined) ?? '',
    logging: attempt(() => readLogging(properties), { format: 'Text' as const }),
  };
  const reservedConcurrency = attempt(() => properties.number('ReservedConcurrentExecutions'), undefined);
  const deadLetterQueue = attempt(() => readDeadLetterQueue(properties), undefined);
  const recursiveLoop = attempt(() => properties.text('RecursiveLoop'), undefined);
  const isolatesTenants = attempt(() => properties.inside('TenancyConfig') !== undefined, false);
  const durableConfig = attempt(() => mapOf(properties.value('DurableConfig')), undefined);
  const attachments = attempt(() => ownAttachments(properties), noAttachments);
  const buildCommand = mapOf(resource.metadata['Hearth'])?.['BuildCommand'];
  const [problem] = problems;
  return {
    ...read,
    ...(reservedConcurrency !== undefined && { reservedConcurrency }),
    ...(deadLetterQueue !== undefined && { deadLetterQueue }),
    ...(recursiveLoop === 'Allow' && { recursiveLoop }),
    ...(project.isSamLocal && { isSamLocal: true }),
    ...(isolatesTenants && { isolatesTenants }),
    ...(durableConfig !== undefined && { durableConfig }),
    ...(alsoKnownAs.length > 0 && { alsoKnownAs }),
    ...(typeof buildCommand === 'string' && { buildCommand }),
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

/** Levels belong to the JSON format alone. */
function readLogging(properties: Properties): StackLogging {
  const config = properties.inside('LoggingConfig');
  const group = config?.text('LogGroup');
  const format = config?.text('LogFormat') === 'JSON' ? 'JSON' : 'Text';
  const applicationLevel = format === 'JSON' ? config?.text('ApplicationLogLevel') : undefined;
  const systemLevel = format === 'JSON' ? config?.text('SystemLogLevel') : undefined;
  return {
    format,
    ...(group !== undefined && { group }),
    ...(applicationLevel !== undefined && { applicationLevel }),
    ...(systemLevel !== undefined && { systemLevel }),
  };
}
