import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { StackCode } from '../../model/index.js';
import type { Properties } from '../resolver/properties.js';
import type { Project } from '../template/project.js';
import { CodeProblem } from './code-problem.js';

/** Where a function's or layer's code is, from a property that may be a path, an S3 location, or inline text. */
export function readCode(
  properties: Properties,
  key: string,
  { folder, watch, assets }: Pick<Project, 'folder' | 'watch' | 'assets'>,
  inlineFileName: string,
): StackCode {
  const raw = properties.raw(key);
  const inner = isPlainMap(raw) ? properties.inside(key) : undefined;
  if (inner !== undefined) {
    const text = inner.text('ZipFile');
    if (text !== undefined) return { kind: 'inline', fileName: inlineFileName, text };
    const objectKey = inner.text('S3Key') ?? inner.text('Key');
    const asset = objectKey === undefined ? undefined : assets.file(objectKey);
    if (asset === undefined) return objectCode(key, inner, objectKey);
    watch(asset);
    return localCode(key, asset);
  }
  const location = properties.text(key);
  if (location === undefined) {
    throw new CodeProblem('Hearth.CodeMissing', `It has no "${key}". Name the folder, zip or jar of its code there.`);
  }
  const [, bucket, objectKey] = /^s3:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
  if (bucket !== undefined && objectKey !== undefined) return { kind: 'object', bucket, key: objectKey };
  if (/^(?:s3|https?):\/\//.test(location)) throw remoteCode(key, location);
  const absolute = path.resolve(folder, location);
  watch(absolute);
  return localCode(key, absolute);
}

/** AWS::Lambda spells `S3Bucket`, SAM's functions and layers `Bucket`. */
function objectCode(property: string, inner: Properties, key: string | undefined): StackCode {
  const bucket = inner.text('S3Bucket') ?? inner.text('Bucket');
  if (bucket === undefined || key === undefined) throw remoteCode(property, `s3://${bucket ?? '?'}/${key ?? '?'}`);
  const versionId = inner.text('S3ObjectVersion') ?? inner.text('Version');
  return { kind: 'object', bucket, key, ...(versionId !== undefined && { versionId }) };
}

function localCode(key: string, absolute: string): StackCode {
  if (!existsSync(absolute)) {
    const remedy = 'Correct the path, or make what it names.';
    throw new CodeProblem('Hearth.CodeMissing', `${key} "${absolute}" does not exist.`, remedy);
  }
  if (statSync(absolute).isDirectory()) return { kind: 'folder', path: absolute };
  if (/\.(?:zip|jar|war)$/i.test(absolute)) return { kind: 'archive', path: absolute };
  throw new CodeProblem('Hearth.CodeMissing', `${key} "${absolute}" is neither a folder nor a zip or jar.`);
}

function remoteCode(key: string, location: string): CodeProblem {
  return new CodeProblem(
    'Hearth.CodeNotLocal',
    `${key} "${location}" is not on this machine. Point it at a folder, zip or jar, or run "sam build".`,
  );
}

function isPlainMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [only = ''] = Object.keys(value);
  return !(only === 'Ref' || only.startsWith('Fn::'));
}
