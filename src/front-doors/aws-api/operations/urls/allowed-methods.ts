import { invalidParameterValue } from '../../../../model/index.js';
import type { FunctionUrlCors } from '../../../../registry/index.js';

/** The model bounds their length only; which there are is told by the console and by CloudFormation's `AWS::Lambda::Url`. */
export function checkAllowedMethods(cors: FunctionUrlCors | undefined): void {
  const unknown = cors?.AllowMethods?.find((method) => !allowed.has(method));
  if (unknown === undefined) return;
  throw invalidParameterValue(
    `"${unknown}" is no method that CORS can allow. Use GET, PUT, POST, DELETE, HEAD, PATCH, or the wildcard character (*).`,
  );
}

const allowed: ReadonlySet<string> = new Set(['GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH', '*']);
