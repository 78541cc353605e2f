import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { suggestion } from '../../base/index.js';
import { type Runtime, runtimeNamed, runtimes, type StackCode, type StackPackage } from '../../model/index.js';
import { mapOf, type Properties } from '../resolver/properties.js';
import { noAssets } from '../template/assets.js';
import type { Project, ProjectResource } from '../template/project.js';
import { assertBuilt } from './build-check.js';
import { CodeProblem } from './code-problem.js';
import { readCode } from './function-code.js';
import { missingHandlerFile } from './handler-file.js';
import { inlineFileName } from './inline-file-name.js';
import { readImage } from './read-image.js';
import { readLayers } from './read-layers.js';
import { shownNames } from './shown-names.js';

/** What the function runs; throws `CodeProblem` when that is not there. */
export function readPackage(resource: ProjectResource, properties: Properties, project: Project): StackPackage {
  const isImage = properties.text('PackageType') === 'Image' || properties.raw('ImageUri') !== undefined;
  return isImage ? readImage(resource, properties, project) : readZip(resource, properties, project);
}

function readZip(resource: ProjectResource, properties: Properties, project: Project): StackPackage {
  const spelt = (name: string): string => (project.isSamLocal ? name : name.toLowerCase());
  const runtime = readRuntime(properties, spelt('Runtime'));
  const handler = properties.text('Handler') ?? (runtime.family === 'provided' ? 'bootstrap' : undefined);
  if (handler === undefined) {
    throw new CodeProblem(
      'Hearth.HandlerMissing',
      `It has no "${spelt('Handler')}". Name the file and function that it calls.`,
    );
  }
  const layers = readLayers(properties.texts('Layers') ?? [], project, resource.logicalId);
  const code = readZipCode(resource, properties, project, runtime);
  const missing = missingHandlerFile(handler, runtime.family, code, layers.length > 0);
  if (missing !== undefined) {
    project.tell(`Function "${shownNames(resource, project).logicalId}" will fail: ${missing}`);
  }
  return { packageType: 'Zip', runtime: runtime.id, handler, code, layers };
}

function readZipCode(resource: ProjectResource, properties: Properties, project: Project, runtime: Runtime): StackCode {
  const inline = properties.text('InlineCode');
  if (inline !== undefined) return { kind: 'inline', fileName: inlineFileName(runtime.family, inline), text: inline };
  const key = resource.type === 'AWS::Serverless::Function' ? 'CodeUri' : 'Code';
  const buildCommand = readBuildCommand(resource);
  try {
    const text = mapOf(properties.raw('Code'))?.['ZipFile'];
    const fileName = inlineFileName(runtime.family, typeof text === 'string' ? text : '');
    const code = readCode(properties, key, project, fileName);
    if (code.kind === 'object') assertAsset(resource, project);
    assertBuilt(code, runtime.family, buildCommand);
    return code;
  } catch (error) {
    const asset = assetInMetadata(resource, project);
    if (asset !== undefined) return asset;
    const isUnbuilt = error instanceof CodeProblem && error.errorType === 'Hearth.CodeMissing' && isBuilt(resource);
    if (!isUnbuilt) throw error;
    throw new CodeProblem('Hearth.NotBuilt', `${error.message} Run "${buildCommand}" first.`);
  }
}

/** Code that CDK says is an asset, and that is none of those that were written, is not meant to come from S3. */
function assertAsset({ metadata }: ProjectResource, { folder, assets }: Project): void {
  const location = metadata['aws:asset:path'];
  if (typeof location !== 'string' || assets === noAssets) return;
  throw new CodeProblem(
    'Hearth.CodeMissing',
    `Its asset "${path.resolve(folder, location)}" does not exist. Run "cdk synth" again.`,
  );
}

/** Where CDK says that a function's code is, for SAM's own `local` commands. */
function assetInMetadata({ metadata }: ProjectResource, { folder, watch }: Project): StackCode | undefined {
  const location = metadata['aws:asset:path'];
  const absolute = typeof location === 'string' ? path.resolve(folder, location) : undefined;
  if (absolute === undefined || !existsSync(absolute)) return undefined;
  watch(absolute);
  return { kind: statSync(absolute).isDirectory() ? 'folder' : 'archive', path: absolute };
}

function readRuntime(properties: Properties, name: string): Runtime {
  const id = properties.text('Runtime');
  if (id === undefined) {
    throw new CodeProblem('Hearth.RuntimeMissing', `It has no "${name}". Name one, for instance nodejs22.x.`);
  }
  const runtime = runtimeNamed(id);
  if (runtime !== undefined) return runtime;
  throw new CodeProblem(
    'Hearth.RuntimeUnknown',
    `Its runtime "${id}" is none of Lambda's. Correct "${name}".${suggestion(id, supported) || ' One is nodejs22.x.'}`,
  );
}

/** Newest first, so that of two that are as near the newer is named; without those that are only announced. */
const supported = runtimes.filter(({ image }) => !image.endsWith('-preview')).map(({ id }) => id);

/** `Metadata: Hearth: BuildCommand` says how the example or project builds this function; SAM's own way is the default. */
function readBuildCommand({ metadata }: ProjectResource): string {
  const command = mapOf(metadata['Hearth'])?.['BuildCommand'];
  return typeof command === 'string' ? command : 'sam build';
}

function isBuilt({ metadata }: ProjectResource): boolean {
  return metadata['BuildMethod'] !== undefined || mapOf(metadata['Hearth'])?.['BuildCommand'] !== undefined;
}
