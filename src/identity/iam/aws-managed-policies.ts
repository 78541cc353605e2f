import { createHash } from 'node:crypto';
import policiesJson from './aws-managed-policies.json' with { type: 'json' };
import type { ManagedPolicy } from './iam-records.js';

/** A policy of AWS's, as its documentation shows it ("AWS managed policy reference"); the documents are what moto publishes of them. */
interface PublishedPolicy {
  readonly path: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly document: unknown;
}

const published: Readonly<Record<string, PublishedPolicy>> = policiesJson;

/** Whether an ARN is of AWS's own policies, kept here or not. */
export function isAwsPolicyArn(arn: string): boolean {
  return /^arn:[a-z-]+:iam::aws:policy\/./.test(arn);
}

/** A policy of AWS's that users of Lambda attach; undefined for the many that are not kept here. Only its newest version is known. */
export function awsManagedPolicy(arn: string): ManagedPolicy | undefined {
  const [, path = '', name = ''] = /^arn:[a-z-]+:iam::aws:policy(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  const policy = Object.hasOwn(published, name) ? published[name] : undefined;
  return policy?.path === path ? toManagedPolicy(name, policy) : undefined;
}

/** All that are kept here, by name. */
export function awsManagedPolicies(): readonly ManagedPolicy[] {
  return Object.entries(published).map(([name, policy]) => toManagedPolicy(name, policy));
}

function toManagedPolicy(
  name: string,
  { path, version, createdAt, updatedAt, document }: PublishedPolicy,
): ManagedPolicy {
  const updatedAtMs = Date.parse(updatedAt);
  return {
    name,
    path,
    id: idOf(name),
    createdAtMs: Date.parse(createdAt),
    updatedAtMs,
    tags: {},
    versions: [{ number: version, document: JSON.stringify(document), createdAtMs: updatedAtMs }],
    defaultVersion: version,
    lastVersion: version,
  };
}

/** In IAM's form and always the same; AWS's own id is not published. */
function idOf(name: string): string {
  const digest = createHash('sha256').update(name).digest();
  return `ANPA${[...digest.subarray(0, 17)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte % 32)).join('')}`;
}
