import type { Role } from '../../../identity/index.js';
import type { Action, ActionContext } from './action.js';
import { newName, newPath, sessionLimit } from './checked-names.js';
import { iamError } from './iam-error.js';
import { page } from './paging.js';
import { trustDocument } from './policy-documents.js';
import type { QueryParameters } from './query-parameters.js';
import { newIamId, showRole, tagList } from './show-iam.js';

/** The role that a request names; refused when there is none. */
export function existingRole(parameters: QueryParameters, { iam, caller }: ActionContext): Role {
  const name = parameters.required('RoleName');
  const role = iam.roles.get(caller.account, name);
  if (role === undefined) throw iamError('NoSuchEntity', `The role with name ${name} cannot be found.`);
  return role;
}

export function putRole(role: Role, { iam, caller }: ActionContext): Promise<void> {
  return iam.roles.put(caller.account, role.name, role);
}

const createRole: Action = async (parameters, context) => {
  const { iam, caller, clock } = context;
  const name = newName(parameters, 'RoleName');
  const path = newPath(parameters);
  const maxSessionSeconds = sessionLimit(parameters);
  const trustPolicy = trustDocument(parameters.required('AssumeRolePolicyDocument'));
  if (iam.roles.get(caller.account, name) !== undefined) {
    throw iamError('EntityAlreadyExists', `Role with name ${name} already exists.`);
  }
  const description = parameters.get('Description');
  const permissionsBoundary = parameters.get('PermissionsBoundary');
  const role: Role = {
    name,
    path,
    id: newIamId('AROA'),
    trustPolicy,
    ...(description !== undefined && { description }),
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
    maxSessionSeconds,
    createdAtMs: clock.now(),
    tags: parameters.tags(),
    inlinePolicies: {},
    attachedPolicies: [],
  };
  await putRole(role, context);
  return { Role: showRole(role, caller) };
};

const getRole: Action = (parameters, context) => ({
  Role: { ...showRole(existingRole(parameters, context), context.caller), RoleLastUsed: {} },
});

const listRoles: Action = (parameters, { iam, caller }) => {
  const prefix = parameters.get('PathPrefix') ?? '/';
  const roles = iam.roles.list(caller.account).filter(({ path }) => path.startsWith(prefix));
  return page(roles, parameters, {
    member: 'Roles',
    nameOf: ({ name }) => name,
    show: (role) => showRole(role, caller),
  });
};

const deleteRole: Action = async (parameters, context) => {
  const { name, attachedPolicies, inlinePolicies } = existingRole(parameters, context);
  if (attachedPolicies.length > 0) {
    throw iamError('DeleteConflict', 'Cannot delete entity, must detach all policies first.');
  }
  if (Object.keys(inlinePolicies).length > 0) {
    throw iamError('DeleteConflict', 'Cannot delete entity, must delete policies first.');
  }
  await context.iam.roles.delete(context.caller.account, name);
  return undefined;
};

const updateRole: Action = async (parameters, context) => {
  const role = existingRole(parameters, context);
  const description = parameters.get('Description') ?? role.description;
  const maxSessionSeconds = sessionLimit(parameters, role.maxSessionSeconds);
  await putRole({ ...role, maxSessionSeconds, ...(description !== undefined && { description }) }, context);
  return {};
};

const updateRoleDescription: Action = async (parameters, context) => {
  const role = { ...existingRole(parameters, context), description: parameters.required('Description') };
  await putRole(role, context);
  return { Role: showRole(role, context.caller) };
};

const updateAssumeRolePolicy: Action = async (parameters, context) => {
  const role = existingRole(parameters, context);
  await putRole({ ...role, trustPolicy: trustDocument(parameters.required('PolicyDocument')) }, context);
  return undefined;
};

const putRolePermissionsBoundary: Action = async (parameters, context) => {
  const role = existingRole(parameters, context);
  await putRole({ ...role, permissionsBoundary: parameters.required('PermissionsBoundary') }, context);
  return undefined;
};

const deleteRolePermissionsBoundary: Action = async (parameters, context) => {
  const role = { ...existingRole(parameters, context) };
  Reflect.deleteProperty(role, 'permissionsBoundary');
  await putRole(role, context);
  return undefined;
};

const tagRole: Action = async (parameters, context) => {
  const role = existingRole(parameters, context);
  await putRole({ ...role, tags: { ...role.tags, ...parameters.tags() } }, context);
  return undefined;
};

const untagRole: Action = async (parameters, context) => {
  const role = existingRole(parameters, context);
  const gone = new Set(parameters.list('TagKeys'));
  const tags = Object.fromEntries(Object.entries(role.tags).filter(([key]) => !gone.has(key)));
  await putRole({ ...role, tags }, context);
  return undefined;
};

const listRoleTags: Action = (parameters, context) => ({
  Tags: tagList(existingRole(parameters, context).tags),
  IsTruncated: false,
});

/** There are no instances here. */
const listInstanceProfilesForRole: Action = (parameters, context) => {
  existingRole(parameters, context);
  return { InstanceProfiles: [], IsTruncated: false };
};

export const roleActions: Readonly<Record<string, Action>> = {
  CreateRole: createRole,
  GetRole: getRole,
  ListRoles: listRoles,
  DeleteRole: deleteRole,
  UpdateRole: updateRole,
  UpdateRoleDescription: updateRoleDescription,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  PutRolePermissionsBoundary: putRolePermissionsBoundary,
  DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
  TagRole: tagRole,
  UntagRole: untagRole,
  ListRoleTags: listRoleTags,
  ListInstanceProfilesForRole: listInstanceProfilesForRole,
};
