import { createHash } from 'node:crypto';
import { formatFunctionArn, partitionOf } from '../../../../model/index.js';
import type { FunctionRecord } from '../../../../registry/index.js';

/** `FunctionConfiguration` with AWS's presence rules (contract §4.2): what was never set is absent. `qualifier` shows in the ARN as it was asked. */
export function showConfiguration(record: FunctionRecord, qualifier?: string): Readonly<Record<string, unknown>> {
  return { ...showListed(record, qualifier), ...showStatus(record), ...showRuntimeVersion(record) };
}

/** The same as lists show it: without states and runtime version (contract §0, rule 12). */
export function showListed(record: FunctionRecord, qualifier?: string): Readonly<Record<string, unknown>> {
  const { settings, code, name } = record;
  return {
    FunctionName: name,
    FunctionArn: formatFunctionArn({ ...record, ...(qualifier !== undefined && { qualifier }) }),
    ...(code.packageType === 'Zip' && { Runtime: settings.runtime, Handler: settings.handler }),
    Role: settings.role,
    CodeSize: code.packageType === 'Zip' ? code.size : 0,
    Description: settings.description,
    Timeout: settings.timeoutSeconds,
    MemorySize: settings.memoryMb,
    LastModified: new Date(record.lastModifiedMs).toISOString().replace('Z', '+0000'),
    CodeSha256: showCodeSha256(record),
    Version: record.version,
    ...(settings.environment !== undefined && { Environment: { Variables: settings.environment } }),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: record.revisionId,
    PackageType: code.packageType,
    ...showImageConfig(record),
    ...(settings.layerVersions !== undefined && {
      Layers: settings.layerVersions.map(({ arn, size }) => ({ Arn: arn, CodeSize: size })),
    }),
    Architectures: [settings.architecture],
    EphemeralStorage: { Size: settings.ephemeralStorageMb },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: showLogging(record),
    ...settings.shownOnly,
  };
}

/** Base64 of the zip's SHA-256; 64 hex characters that stand for the image otherwise. */
export function showCodeSha256({ code }: FunctionRecord): string {
  if (code.packageType === 'Zip') return Buffer.from(code.source.digest, 'hex').toString('base64');
  return imageDigest(code.imageUri);
}

/** The digest that the URI names, else one made from the URI: the engine is asked for the image only when the function runs. */
export function imageDigest(imageUri: string): string {
  const [, named] = imageUri.split('@sha256:');
  return named ?? createHash('sha256').update(imageUri).digest('hex');
}

const creatingReason = { text: 'The function is being created.', code: 'Creating' };

function showStatus({ status }: FunctionRecord): Readonly<Record<string, unknown>> {
  const isPending = status.state === 'Pending';
  const isUpdating = status.lastUpdate === 'InProgress';
  return {
    State: status.state,
    ...(isPending && { StateReason: creatingReason.text, StateReasonCode: creatingReason.code }),
    ...(status.lastUpdate !== undefined && { LastUpdateStatus: status.lastUpdate }),
    ...(isUpdating && { LastUpdateStatusReason: creatingReason.text, LastUpdateStatusReasonCode: creatingReason.code }),
  };
}

/** One stable ARN per runtime and architecture. */
function showRuntimeVersion({ settings, code, region }: FunctionRecord): Readonly<Record<string, unknown>> {
  if (code.packageType === 'Image') return {};
  const id = createHash('sha256')
    .update(`${settings.runtime ?? ''} ${settings.architecture}`)
    .digest('hex');
  const arn = `arn:${partitionOf(region)}:lambda:${region}::runtime:${id}`;
  return { RuntimeVersionConfig: { RuntimeVersionArn: arn } };
}

function showImageConfig({ settings: { imageOverrides }, code }: FunctionRecord): Readonly<Record<string, unknown>> {
  if (code.packageType === 'Zip' || imageOverrides === undefined) return {};
  const { entryPoint, command, workingDirectory } = imageOverrides;
  const ImageConfig = {
    ...(entryPoint !== undefined && { EntryPoint: entryPoint }),
    ...(command !== undefined && { Command: command }),
    ...(workingDirectory !== undefined && { WorkingDirectory: workingDirectory }),
  };
  return { ImageConfigResponse: { ImageConfig } };
}

function showLogging({ settings: { logging } }: FunctionRecord): Readonly<Record<string, unknown>> {
  return {
    LogFormat: logging.format,
    LogGroup: logging.group,
    ...(logging.applicationLevel !== undefined && { ApplicationLogLevel: logging.applicationLevel }),
    ...(logging.systemLevel !== undefined && { SystemLogLevel: logging.systemLevel }),
  };
}
