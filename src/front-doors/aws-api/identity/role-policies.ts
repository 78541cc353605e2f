import { isAwsPolicyArn } from '../../../identity/index.js';
import type { Action } from './action.js';
import { newName } from './checked-names.js';
import { iamError } from './iam-error.js';
import { policyNamed } from './managed-policies.js';
import { page } from './paging.js';
import { policyDocument } from './policy-documents.js';
import { existingRole, putRole } from './roles.js';

const putRolePolicy: Action = async (parameters, context) => {
  const role = existingRole(parameters, context);
  const name = newName(parameters, 'PolicyName');
  const document = policyDocument(parameters.required('PolicyDocument'));
  await putRole({ ...role, inlinePolicies: { ...role.inlinePolicies, [name]: document } }, context);
  return undefined;
};

const getRolePolicy: Action = (parameters, context) => {
  const role = existingRole(parameters, context);
  const name = parameters.required('PolicyName');
  const document = role.inlinePolicies[name];
  if (document === undefined) throw noInlinePolicy(name);
  return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeURIComponent(document) };
};

const deleteRolePolicy: Action = async (parameters, context) => {
  const role = existingRole(parameters, context);
  const name = parameters.required('PolicyName');
  const { [name]: gone, ...inlinePolicies } = role.inlinePolicies;
  if (gone === undefined) throw noInlinePolicy(name);
  await putRole({ ...role, inlinePolicies }, context);
  return undefined;
};

const listRolePolicies: Action = (parameters, context) => {
  const names = Object.keys(existingRole(parameters, context).inlinePolicies).sort();
  return page(names, parameters, { member: 'PolicyNames', nameOf: (name) => name, show: (name) => name });
};

const attachRolePolicy: Action = async (parameters, context) => {
  const role = existingRole(parameters, context);
  const arn = parameters.required('PolicyArn');
  if (!isAwsPolicyArn(arn) && policyNamed(arn, context) === undefined) {
    throw iamError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`);
  }
  if (!role.attachedPolicies.includes(arn)) {
    await putRole({ ...role, attachedPolicies: [...role.attachedPolicies, arn] }, context);
  }
  return undefined;
};

const detachRolePolicy: Action = async (parameters, context) => {
  const role = existingRole(parameters, context);
  const arn = parameters.required('PolicyArn');
  if (!role.attachedPolicies.includes(arn)) throw iamError('NoSuchEntity', `Policy ${arn} was not found.`);
  await putRole({ ...role, attachedPolicies: role.attachedPolicies.filter((one) => one !== arn) }, context);
  return undefined;
};

const listAttachedRolePolicies: Action = (parameters, context) => {
  const prefix = parameters.get('PathPrefix') ?? '/';
  const attached = existingRole(parameters, context)
    .attachedPolicies.filter((arn) => arn.slice(arn.indexOf(':policy/') + ':policy'.length).startsWith(prefix))
    .sort();
  return page(attached, parameters, {
    member: 'AttachedPolicies',
    nameOf: (arn) => arn,
    show: (arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }),
  });
};

function noInlinePolicy(name: string): Error {
  return iamError('NoSuchEntity', `The role policy with name ${name} cannot be found.`);
}

export const rolePolicyActions: Readonly<Record<string, Action>> = {
  PutRolePolicy: putRolePolicy,
  GetRolePolicy: getRolePolicy,
  DeleteRolePolicy: deleteRolePolicy,
  ListRolePolicies: listRolePolicies,
  AttachRolePolicy: attachRolePolicy,
  DetachRolePolicy: detachRolePolicy,
  ListAttachedRolePolicies: listAttachedRolePolicies,
};
