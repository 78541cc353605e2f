import { randomBytes } from 'node:crypto';
import { partitionOf } from '../../../model/index.js';
import type { ManagedPolicy, PolicyVersion, Role } from '../../../identity/index.js';
import type { Caller } from '../caller.js';
import type { QueryResult, QueryValue } from './query-response.js';

export function roleArn({ account, region }: Caller, { path, name }: Pick<Role, 'path' | 'name'>): string {
  return `arn:${partitionOf(region)}:iam::${account}:role${path}${name}`;
}

export function policyArn({ account, region }: Caller, { path, name }: Pick<ManagedPolicy, 'path' | 'name'>): string {
  return `arn:${partitionOf(region)}:iam::${account}:policy${path}${name}`;
}

export function showRole(role: Role, caller: Caller): QueryResult {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: roleArn(caller, role),
    CreateDate: new Date(role.createdAtMs),
    AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    ...(role.permissionsBoundary !== undefined && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: role.permissionsBoundary,
      },
    }),
    ...showTags(role.tags),
  };
}

export function showPolicy(policy: ManagedPolicy, caller: Caller, attachments: number): QueryResult {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policyArn(caller, policy),
    Path: policy.path,
    DefaultVersionId: `v${policy.defaultVersion}`,
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(policy.createdAtMs),
    UpdateDate: new Date(policy.updatedAtMs),
    ...showTags(policy.tags),
  };
}

export function showVersion({ number, createdAtMs }: PolicyVersion, { defaultVersion }: ManagedPolicy): QueryResult {
  return { VersionId: `v${number}`, IsDefaultVersion: number === defaultVersion, CreateDate: new Date(createdAtMs) };
}

export function tagList(tags: Readonly<Record<string, string>>): readonly QueryValue[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function showTags(tags: Readonly<Record<string, string>>): QueryResult {
  return Object.keys(tags).length === 0 ? {} : { Tags: tagList(tags) };
}

/** An id in IAM's form: a prefix that tells the kind, and 17 capitals and digits. */
export function newIamId(prefix: 'AROA' | 'ANPA'): string {
  return prefix + randomCapitals(17);
}

export function randomCapitals(count: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...randomBytes(count)].map((byte) => alphabet[byte % 32]).join('');
}
