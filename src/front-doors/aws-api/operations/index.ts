import { invalidParameterValue } from '../../../model/index.js';
import { aliasOperations } from './aliases/index.js';
import { capacityOperations } from './capacity/index.js';
import { codeSigningOperations } from './code-signing/index.js';
import { concurrencyOperations } from './concurrency/index.js';
import { durableOperations } from './durable/index.js';
import { eventInvokeOperations } from './event-invoke/index.js';
import { functionOperations } from './functions/index.js';
import { layerOperations } from './layers/index.js';
import { mappingOperations } from './mappings/index.js';
import { policyOperations } from './policies/index.js';
import { provisionedOperations } from './provisioned/index.js';
import { settingOperations } from './settings/index.js';
import { tagOperations } from './tags/index.js';
import { urlOperations } from './urls/index.js';
import { versionOperations } from './versions/index.js';
import type { Operation } from './operation.js';

/** The operation of that name in the service model; one that is not built answers so. */
export function operationNamed(name: string): Operation {
  return builtOperations[name] ?? notBuilt(name);
}

/** Invoke and InvokeWithResponseStream are answered before these, by the raw handlers. */
export const builtOperations: Readonly<Record<string, Operation>> = {
  ...functionOperations,
  ...versionOperations,
  ...aliasOperations,
  ...concurrencyOperations,
  ...policyOperations,
  ...tagOperations,
  ...eventInvokeOperations,
  ...urlOperations,
  ...settingOperations,
  ...layerOperations,
  ...codeSigningOperations,
  ...provisionedOperations,
  ...mappingOperations,
  ...capacityOperations,
  ...durableOperations,
};

function notBuilt(name: string): Operation {
  return () => {
    throw invalidParameterValue(`Hearth: the operation ${name} of AWS Lambda is not supported yet.`);
  };
}
