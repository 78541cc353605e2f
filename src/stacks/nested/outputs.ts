import { mapOf } from '../resolver/properties.js';
import type { Resolver } from '../resolver/resolver.js';
import type { Template } from '../template/parse-template.js';

/** The outputs of one template, resolved when asked for. */
export interface Outputs {
  /** Undefined when there is no such output, or its condition is false. */
  value(name: string): unknown;
  /** The value of the output that is exported under that name. */
  exported(name: string): unknown;
}

export function outputsOf({ content }: Template, resolver: Resolver): Outputs {
  const outputs = mapOf(content['Outputs']) ?? {};
  const value = (name: string): unknown => {
    const output = mapOf(outputs[name]);
    const condition = output?.['Condition'];
    if (output === undefined || (typeof condition === 'string' && resolver.condition(condition) !== true))
      return undefined;
    return resolver.resolve(output['Value'], ['Outputs', name, 'Value']);
  };
  return {
    value,
    exported(asked) {
      const found = Object.keys(outputs).find((name) => {
        const exportName = mapOf(mapOf(outputs[name])?.['Export'])?.['Name'];
        return exportName !== undefined && resolver.resolve(exportName, ['Outputs', name, 'Export']) === asked;
      });
      return found === undefined ? undefined : value(found);
    },
  };
}
