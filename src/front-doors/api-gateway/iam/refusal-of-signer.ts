import type { ContextValues, Statement } from '../../../identity/index.js';
import type { FunctionPermissions } from '../../permissions/index.js';
import type { IamCaller } from '../routed-request.js';
import { signerOf } from './signer.js';

/** Why the policies keep the signer of a request out of an API, for developers; undefined when they do not, or are not enforced. */
export function refusalOfSigner(
  permissions: FunctionPermissions | undefined,
  caller: IamCaller | undefined,
  asked: {
    readonly resource: string;
    /** Whose the API is. */
    readonly account: string;
    readonly statements?: readonly Statement[];
    readonly values: ContextValues;
  },
): string | undefined {
  if (permissions === undefined || caller === undefined) return undefined;
  const action = 'execute-api:Invoke';
  const { resource, account, statements = [], values } = asked;
  const refusal = permissions.refusalFor(signerOf(caller), { action, resource, account, statements, values });
  return refusal === undefined ? undefined : `${caller.userArn} is not authorized to perform ${action} ${refusal}`;
}
