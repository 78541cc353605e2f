import {
  awsManagedPolicies,
  awsManagedPolicy,
  isAwsPolicyArn,
  type ManagedPolicy,
  type PolicyVersion,
} from '../../../identity/index.js';
import { partitionOf } from '../../../model/index.js';
import type { Action, ActionContext } from './action.js';
import { newName, newPath } from './checked-names.js';
import { iamError } from './iam-error.js';
import { page } from './paging.js';
import { policyDocument } from './policy-documents.js';
import type { QueryParameters } from './query-parameters.js';
import { newIamId, policyArn, showPolicy, showVersion, tagList } from './show-iam.js';

/** IAM keeps five versions of a policy. */
const mostVersions = 5;

/** One of the account's own. */
export function policyNamed(arn: string, { iam, caller }: ActionContext): ManagedPolicy | undefined {
  const found = iam.policies.get(caller.account, arn.slice(arn.lastIndexOf('/') + 1));
  return found !== undefined && policyArn(caller, found) === arn ? found : undefined;
}

const createPolicy: Action = async (parameters, context) => {
  const { iam, caller, clock } = context;
  const name = newName(parameters, 'PolicyName');
  const path = newPath(parameters);
  const document = policyDocument(parameters.required('PolicyDocument'));
  if (iam.policies.get(caller.account, name) !== undefined) {
    throw iamError('EntityAlreadyExists', `A policy called ${name} already exists. Duplicate names are not allowed.`);
  }
  const description = parameters.get('Description');
  const createdAtMs = clock.now();
  const policy: ManagedPolicy = {
    name,
    path,
    id: newIamId('ANPA'),
    ...(description !== undefined && { description }),
    createdAtMs,
    updatedAtMs: createdAtMs,
    tags: parameters.tags(),
    versions: [{ number: 1, document, createdAtMs }],
    defaultVersion: 1,
    lastVersion: 1,
  };
  await putPolicy(policy, context);
  return { Policy: showPolicy(policy, caller, 0) };
};

const getPolicy: Action = (parameters, context) => {
  const arn = parameters.required('PolicyArn');
  const policy = readablePolicy(parameters, context);
  return { Policy: { ...showPolicy(policy, context.caller, attachmentsOf(arn, context)), Arn: arn } };
};

const listPolicies: Action = (parameters, context) => {
  const { iam, caller } = context;
  const onlyAttached = parameters.get('OnlyAttached') === 'true';
  const prefix = parameters.get('PathPrefix') ?? '/';
  const scope = parameters.get('Scope') ?? 'All';
  const own = iam.policies.list(caller.account).map((policy) => ({ policy, arn: policyArn(caller, policy) }));
  const ofAws = awsManagedPolicies().map((policy) => ({ policy, arn: awsPolicyArn(caller, policy) }));
  const all = [...(scope === 'AWS' ? [] : own), ...(scope === 'Local' ? [] : ofAws)];
  const policies = all
    .filter(({ policy, arn }) => policy.path.startsWith(prefix) && (!onlyAttached || attachmentsOf(arn, context) > 0))
    .sort((one, other) => (one.policy.name < other.policy.name ? -1 : 1));
  return page(policies, parameters, {
    member: 'Policies',
    nameOf: ({ policy }) => policy.name,
    show: ({ policy, arn }) => ({ ...showPolicy(policy, caller, attachmentsOf(arn, context)), Arn: arn }),
  });
};

const deletePolicy: Action = async (parameters, context) => {
  const policy = existingPolicy(parameters, context);
  if (attachmentsOf(policyArn(context.caller, policy), context) > 0) {
    throw iamError('DeleteConflict', 'Cannot delete a policy attached to entities.');
  }
  if (policy.versions.length > 1) {
    throw iamError(
      'DeleteConflict',
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  await context.iam.policies.delete(context.caller.account, policy.name);
  return undefined;
};

const createPolicyVersion: Action = async (parameters, context) => {
  const policy = existingPolicy(parameters, context);
  const document = policyDocument(parameters.required('PolicyDocument'));
  if (policy.versions.length >= mostVersions) {
    throw iamError(
      'LimitExceeded',
      `A managed policy can have up to ${mostVersions} versions. Before you create a new version, you must delete an existing version.`,
    );
  }
  const version = { number: policy.lastVersion + 1, document, createdAtMs: context.clock.now() };
  const isDefault = parameters.get('SetAsDefault') === 'true';
  const changed: ManagedPolicy = {
    ...policy,
    versions: [...policy.versions, version],
    lastVersion: version.number,
    updatedAtMs: version.createdAtMs,
    ...(isDefault && { defaultVersion: version.number }),
  };
  await putPolicy(changed, context);
  return { PolicyVersion: showVersion(version, changed) };
};

const getPolicyVersion: Action = (parameters, context) => {
  const policy = readablePolicy(parameters, context);
  const version = existingVersion(policy, parameters);
  return { PolicyVersion: { Document: encodeURIComponent(version.document), ...showVersion(version, policy) } };
};

const listPolicyVersions: Action = (parameters, context) => {
  const policy = readablePolicy(parameters, context);
  const newestFirst = [...policy.versions].reverse();
  return { Versions: newestFirst.map((version) => showVersion(version, policy)), IsTruncated: false };
};

const setDefaultPolicyVersion: Action = async (parameters, context) => {
  const policy = existingPolicy(parameters, context);
  await putPolicy({ ...policy, defaultVersion: existingVersion(policy, parameters).number }, context);
  return undefined;
};

const deletePolicyVersion: Action = async (parameters, context) => {
  const policy = existingPolicy(parameters, context);
  const { number } = existingVersion(policy, parameters);
  if (number === policy.defaultVersion) {
    throw iamError('DeleteConflict', 'Cannot delete the default version of a policy.');
  }
  await putPolicy({ ...policy, versions: policy.versions.filter((one) => one.number !== number) }, context);
  return undefined;
};

const listPolicyTags: Action = (parameters, context) => ({
  Tags: tagList(readablePolicy(parameters, context).tags),
  IsTruncated: false,
});

const tagPolicy: Action = async (parameters, context) => {
  const policy = existingPolicy(parameters, context);
  await putPolicy({ ...policy, tags: { ...policy.tags, ...parameters.tags() } }, context);
  return undefined;
};

const untagPolicy: Action = async (parameters, context) => {
  const policy = existingPolicy(parameters, context);
  const gone = new Set(parameters.list('TagKeys'));
  const tags = Object.fromEntries(Object.entries(policy.tags).filter(([key]) => !gone.has(key)));
  await putPolicy({ ...policy, tags }, context);
  return undefined;
};

/** One that may be changed: AWS's own may not. */
function existingPolicy(parameters: QueryParameters, context: ActionContext): ManagedPolicy {
  const arn = parameters.required('PolicyArn');
  if (isAwsPolicyArn(arn)) throw iamError('AccessDenied', `Policy ${arn} is AWS's own and cannot be changed.`);
  return readablePolicy(parameters, context);
}

/** One of the account's, or of AWS's that is kept here. */
function readablePolicy(parameters: QueryParameters, context: ActionContext): ManagedPolicy {
  const arn = parameters.required('PolicyArn');
  const policy = isAwsPolicyArn(arn) ? awsManagedPolicy(arn) : policyNamed(arn, context);
  if (policy !== undefined) return policy;
  const ofAws = "Hearth: any policy of AWS's can be attached, but the text of this one is not kept here. Policy";
  throw iamError('NoSuchEntity', `${isAwsPolicyArn(arn) ? ofAws : 'Policy'} ${arn} was not found.`);
}

function existingVersion(policy: ManagedPolicy, parameters: QueryParameters): PolicyVersion {
  const id = parameters.required('VersionId');
  const version = policy.versions.find(({ number }) => `v${number}` === id);
  if (version !== undefined) return version;
  throw iamError(
    'NoSuchEntity',
    `Policy ${parameters.required('PolicyArn')} version ${id} does not exist or is not attachable.`,
  );
}

function awsPolicyArn({ region }: ActionContext['caller'], { path, name }: ManagedPolicy): string {
  return `arn:${partitionOf(region)}:iam::aws:policy${path}${name}`;
}

function attachmentsOf(arn: string, { iam, caller }: ActionContext): number {
  return iam.roles.list(caller.account).filter(({ attachedPolicies }) => attachedPolicies.includes(arn)).length;
}

function putPolicy(policy: ManagedPolicy, { iam, caller }: ActionContext): Promise<void> {
  return iam.policies.put(caller.account, policy.name, policy);
}

export const managedPolicyActions: Readonly<Record<string, Action>> = {
  CreatePolicy: createPolicy,
  GetPolicy: getPolicy,
  ListPolicies: listPolicies,
  DeletePolicy: deletePolicy,
  CreatePolicyVersion: createPolicyVersion,
  GetPolicyVersion: getPolicyVersion,
  ListPolicyVersions: listPolicyVersions,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
  DeletePolicyVersion: deletePolicyVersion,
  ListPolicyTags: listPolicyTags,
  TagPolicy: tagPolicy,
  UntagPolicy: untagPolicy,
};
