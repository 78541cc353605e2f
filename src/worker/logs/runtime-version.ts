import { createHash } from 'node:crypto';
import { type FunctionVersion, partitionOf } from '../../model/index.js';

/**
 * What INIT_START names. AWS numbers its runtime builds (`python:3.13.v80`); here the image or the machine's interpreter is the
 * build, so no number is made up, and the ARN's hash is that of the runtime's name. Image functions have neither.
 */
export function runtimeVersionOf(version: FunctionVersion): { runtimeVersion?: string; runtimeVersionArn?: string } {
  if (version.package.packageType === 'Image') return {};
  const { runtime } = version.package;
  const [, name = runtime, number = ''] = /^([a-z]+)\.?(.*?)(?:\.x)?$/.exec(runtime) ?? [];
  const { region } = version.arn;
  return {
    runtimeVersion: number === '' ? name : `${name}:${number}`,
    runtimeVersionArn: `arn:${partitionOf(region)}:lambda:${region}::runtime:${sha256(runtime)}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
