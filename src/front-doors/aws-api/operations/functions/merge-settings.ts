import { invalidParameterValue, type ImageOverrides, type LoggingConfig } from '../../../../model/index.js';
import type { FunctionSettings } from '../../../../registry/index.js';
import type { ConfigurationInput, ImageConfigInput, LoggingInput } from './configuration-input.js';
import { mergeShownOnly } from './merge-shown-only.js';

/** Applies what was sent to the settings before it: a member left out is untouched (contract §4.4). */
export function mergeSettings(before: FunctionSettings, input: ConfigurationInput): FunctionSettings {
  const imageOverrides =
    input.ImageConfig === undefined ? before.imageOverrides : imageOverridesFrom(input.ImageConfig);
  const environment = mergeEnvironment(before.environment, input.Environment);
  const runtime = input.Runtime ?? before.runtime;
  const handler = input.Handler ?? before.handler;
  return {
    role: input.Role ?? before.role,
    description: input.Description ?? before.description,
    ...(runtime !== undefined && { runtime }),
    ...(handler !== undefined && { handler }),
    architecture: before.architecture,
    ...(environment !== undefined && { environment }),
    memoryMb: input.MemorySize ?? before.memoryMb,
    timeoutSeconds: input.Timeout ?? before.timeoutSeconds,
    ephemeralStorageMb: input.EphemeralStorage?.Size ?? before.ephemeralStorageMb,
    logging: mergeLogging(before.logging, input.LoggingConfig ?? {}),
    ...(before.layerVersions !== undefined && { layerVersions: before.layerVersions }),
    ...(imageOverrides !== undefined && { imageOverrides }),
    shownOnly: mergeShownOnly(before.shownOnly, input),
  };
}

type Variables = FunctionSettings['environment'];

/**
 * None sent where there were some takes the member away, else it stays as it was sent: a plan of Terraform's that dropped its block
 * would otherwise never be empty again.
 */
function mergeEnvironment(before: Variables, sent: ConfigurationInput['Environment']): Variables {
  if (sent === undefined) return before;
  const variables = sent.Variables ?? {};
  const hadSome = Object.keys(before ?? {}).length > 0;
  return hadSome && Object.keys(variables).length === 0 ? undefined : variables;
}

/** JSON has two levels, `INFO` by default; Text has none, so going back to it drops them (recorded in test_function_partial_advanced_logging_configuration_update). */
function mergeLogging(before: LoggingConfig, input: LoggingInput): LoggingConfig {
  const format = input.LogFormat ?? before.format;
  const group = input.LogGroup ?? before.group;
  if (format === 'JSON') {
    return {
      format,
      group,
      applicationLevel: input.ApplicationLogLevel ?? before.applicationLevel ?? 'INFO',
      systemLevel: input.SystemLogLevel ?? before.systemLevel ?? 'INFO',
    };
  }
  if (input.ApplicationLogLevel !== undefined || input.SystemLogLevel !== undefined) {
    throw invalidParameterValue(
      'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
    );
  }
  return { format, group };
}

/** Replaced as a whole; undefined when nothing is overridden any more. */
function imageOverridesFrom({ EntryPoint, Command, WorkingDirectory }: ImageConfigInput): ImageOverrides | undefined {
  const overrides: ImageOverrides = {
    ...(EntryPoint !== undefined && { entryPoint: EntryPoint }),
    ...(Command !== undefined && { command: Command }),
    ...(WorkingDirectory !== undefined && { workingDirectory: WorkingDirectory }),
  };
  return Object.keys(overrides).length === 0 ? undefined : overrides;
}
