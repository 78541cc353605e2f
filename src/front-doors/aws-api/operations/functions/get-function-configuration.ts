import { functionTarget } from '../../function-target.js';
import type { VersionInput } from './get-function.js';
import { operation } from '../operation.js';
import { existingVersion } from '../rules/existence-rules.js';
import { showConfiguration } from './show-configuration.js';

/** Contract §4.4: the `Configuration` part of GetFunction alone. */
export const getFunctionConfiguration = operation<VersionInput>(
  ({ FunctionName, Qualifier }, { functions, registry, caller }) => {
    const target = functionTarget({ functionName: FunctionName, qualifier: Qualifier, caller }, functions);
    return { status: 200, body: showConfiguration(existingVersion(target, registry.versions), target.qualifier) };
  },
);
