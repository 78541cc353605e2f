import { iamError } from './iam-error.js';

/** The text of a policy document; IAM refuses what is no JSON or has no statement. */
export function policyDocument(text: string): string {
  if (!hasStatement(parse(text))) throw malformed('Syntax errors in policy.');
  return text;
}

/** The text of a trust policy, which names who may be the role and never a resource. */
export function trustDocument(text: string): string {
  const document = parse(text);
  if (document === undefined) throw malformed('This policy contains invalid Json');
  if (!hasStatement(document)) throw malformed('Syntax errors in policy.');
  const statements: readonly unknown[] = [document.Statement].flat();
  const namesResource = statements.some((one) => typeof one === 'object' && one !== null && 'Resource' in one);
  if (namesResource) throw malformed('Has prohibited field Resource');
  return text;
}

function hasStatement(document: unknown): document is { readonly Statement: unknown } {
  return typeof document === 'object' && document !== null && 'Statement' in document;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function malformed(message: string): Error {
  return iamError('MalformedPolicyDocument', message);
}
