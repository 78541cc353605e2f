import { withPlainNumbers } from '../../resolver/plain-numbers.js';
import { listAt, mapAt, textsAt, type Values } from '../values.js';

/** `Auth.ResourcePolicy` as the policy that SAM makes of it, for the whole of a stage (SAM: "ResourcePolicyStatement"). */
export function samResourcePolicy(auth: Values | undefined, stage: string): unknown {
  const policy = mapAt(auth, 'ResourcePolicy');
  if (policy === undefined) return undefined;
  const resource = `execute-api:/${stage}/*`;
  const statement = (Effect: string, Principal: unknown, Condition?: object): object => ({
    Effect,
    Principal,
    Action: 'execute-api:Invoke',
    Resource: resource,
    ...(Condition !== undefined && { Condition }),
  });
  const accounts = (key: string, effect: string): object[] => {
    const named = textsAt(policy, key);
    return named.length === 0 ? [] : [statement(effect, { AWS: named })];
  };
  const allButDenied = (condition: string, values: object): object[] =>
    Object.values(values).every((list: readonly string[]) => list.length === 0)
      ? []
      : [statement('Allow', '*'), statement('Deny', '*', { [condition]: withoutEmpty(values) })];
  const networks = (kind: 'Whitelist' | 'Blacklist'): object => ({
    'aws:SourceVpc': [...textsAt(policy, `SourceVpc${kind}`).filter(isVpc), ...textsAt(policy, `IntrinsicVpc${kind}`)],
    'aws:SourceVpce': [
      ...textsAt(policy, `SourceVpc${kind}`).filter((name) => !isVpc(name)),
      ...textsAt(policy, `IntrinsicVpce${kind}`),
    ],
  });
  return {
    Version: '2012-10-17',
    Statement: [
      ...accounts('AwsAccountWhitelist', 'Allow'),
      ...accounts('AwsAccountBlacklist', 'Deny'),
      ...allButDenied('NotIpAddress', { 'aws:SourceIp': textsAt(policy, 'IpRangeWhitelist') }),
      ...allButDenied('IpAddress', { 'aws:SourceIp': textsAt(policy, 'IpRangeBlacklist') }),
      ...allButDenied('StringEquals', networks('Blacklist')),
      ...allButDenied('StringNotEquals', networks('Whitelist')),
      ...customStatements(policy),
    ],
  };
}

function customStatements(policy: Values): readonly unknown[] {
  const single = mapAt(policy, 'CustomStatements');
  return (listAt(policy, 'CustomStatements') ?? (single === undefined ? [] : [single])).map(withPlainNumbers);
}

function isVpc(name: string): boolean {
  return name.startsWith('vpc-');
}

function withoutEmpty(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, list]: [string, readonly string[]]) => list.length > 0));
}
