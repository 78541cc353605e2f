/** What a function name, partial ARN or ARN says; the parts that it leaves out are the caller's own. */
export interface FunctionName {
  readonly region?: string;
  readonly account?: string;
  readonly name: string;
  readonly qualifier?: string;
}

/**
 * Takes apart every form that the Lambda API accepts (Lambda API contract §3.1): `name`, `function:name`, `<account>:function:name`,
 * `<region>:<account>:function:name` and the full ARN, each with or without `:qualifier`. Every prefix is optional, so an ARN that
 * ends in `:function` names a function called `function`. Undefined when there are more parts than the forms have.
 */
export function parseFunctionName(text: string): FunctionName | undefined {
  const parts = text.split(':');
  let at = parts[0] === 'arn' && parts[2] === 'lambda' && parts.length > 3 ? 3 : 0;
  const isPrefix = (test: (part: string) => boolean): boolean => at < parts.length - 1 && test(parts[at] ?? '');
  const region = isPrefix(looksLikeRegion) ? parts[at++] : undefined;
  const account = isPrefix(looksLikeAccount) ? parts[at++] : undefined;
  if (isPrefix((part) => part === 'function' && parts[at + 1]?.startsWith('$') === false)) at++;
  const name = parts[at++];
  const qualifier = parts[at++];
  if (name === undefined || name === '' || at < parts.length) return undefined;
  return {
    ...(region !== undefined && { region }),
    ...(account !== undefined && { account }),
    name,
    ...(qualifier !== undefined && { qualifier }),
  };
}

function looksLikeRegion(part: string): boolean {
  return /^(eusc-)?[a-z]{2}(-gov|-iso[a-z]?)?-[a-z]+-\d$/.test(part);
}

function looksLikeAccount(part: string): boolean {
  return /^\d{12}$/.test(part);
}
