import { iamError } from './iam-error.js';
import type { QueryParameters } from './query-parameters.js';

/** The name of something new: refused as IAM refuses what is too long or has characters that it does not take. */
export function newName(parameters: QueryParameters, name: 'RoleName' | 'PolicyName'): string {
  const value = parameters.required(name);
  const at = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const longest = name === 'RoleName' ? 64 : 128;
  if (value.length > longest) throw violated(at, value, `length less than or equal to ${longest}`);
  if (!nameCharacters.test(value)) {
    throw iamError(
      'ValidationError',
      `The specified value for ${at} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
  }
  return value;
}

/** The folder of a role or a policy, `/` where none is said. */
export function newPath(parameters: QueryParameters): string {
  const path = parameters.get('Path') ?? '/';
  if (path.length > 512) throw violated('path', path, 'length less than or equal to 512');
  if (/^\/([\x21-\x7e]*\/)?$/.test(path)) return path;
  throw iamError(
    'ValidationError',
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  );
}

/** How long sessions of a role may last; an hour where nobody says. */
export function sessionLimit(parameters: QueryParameters, before = 3600): number {
  const seconds = parameters.wholeNumber('MaxSessionDuration') ?? before;
  if (seconds < 3600) throw violated('maxSessionDuration', seconds, 'value greater than or equal to 3600');
  if (seconds > 43_200) throw violated('maxSessionDuration', seconds, 'value less than or equal to 43200');
  return seconds;
}

/** The name of a session, which STS checks in other words than IAM. */
export function sessionName(parameters: QueryParameters): string {
  const name = parameters.required('RoleSessionName');
  if (name.length < 2) throw violated('roleSessionName', name, 'length greater than or equal to 2');
  if (name.length > 64) throw violated('roleSessionName', name, 'length less than or equal to 64');
  if (nameCharacters.test(name)) return name;
  throw iamError(
    'ValidationError',
    violation('roleSessionName', name, 'satisfy regular expression pattern: [\\w+=,.@-]*'),
  );
}

const nameCharacters = /^[\w+=,.@-]+$/;

function violated(at: string, value: string | number, bound: string): Error {
  return iamError('ValidationError', violation(at, value, `have ${bound}`));
}

function violation(at: string, value: string | number, constraint: string): string {
  return `1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: Member must ${constraint}`;
}
