import { formatFunctionArn } from '../../../../model/index.js';
import type { AliasRecord, FunctionKey } from '../../../../registry/index.js';

/** `AliasConfiguration`; `RoutingConfig` only when there are weights (contract §4.6). */
export function showAlias(key: FunctionKey, alias: AliasRecord): Readonly<Record<string, unknown>> {
  return {
    AliasArn: formatFunctionArn({ ...key, qualifier: alias.name }),
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    Description: alias.description,
    ...(alias.weights !== undefined && { RoutingConfig: { AdditionalVersionWeights: alias.weights } }),
    RevisionId: alias.revisionId,
  };
}
