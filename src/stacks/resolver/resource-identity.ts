import { partitionOf, stableId } from '../../model/index.js';
import type { PseudoParameters } from './pseudo-parameters.js';
import type { RawResource } from './raw-resource.js';

/** What `Ref` and `Fn::GetAtt` of one type of resource give (CloudFormation's "Return values"); undefined is not known here. */
export interface ResourceIdentity {
  reference(resource: RawResource, names: ResourceNames): unknown;
  attribute?(name: string, resource: RawResource, names: ResourceNames): unknown;
}

/** What names and ARNs are made of. */
export interface ResourceNames extends PseudoParameters {
  readonly partition: string;
  /** Where a nested stack hangs; part of what makes ids stable and different. */
  readonly scope: string;
  /** A property as text; undefined when it is absent or not known. */
  readonly text: (resource: RawResource, property: string) => string | undefined;
  readonly functionName: (resource: RawResource) => string;
  /** `arn:<partition>:<service>:<region>:<account>:<tail>` */
  readonly arn: (service: string, tail: string) => string;
}

export function resourceNames(pseudo: PseudoParameters, scope: string, text: ResourceNames['text']): ResourceNames {
  const partition = partitionOf(pseudo.region);
  return {
    ...pseudo,
    partition,
    scope,
    text,
    functionName: (resource) => text(resource, 'FunctionName') ?? scopedName(scope, resource.logicalId),
    arn: (service, tail) => `arn:${partition}:${service}:${pseudo.region}:${pseudo.account}:${tail}`,
  };
}

/** `Child/` and `Hello` → `Child-Hello`, as CloudFormation puts the stack's name first, and shortens what is too long for a function. */
export function scopedName(scope: string, logicalId: string): string {
  const name = `${scope.replaceAll('/', '-')}${logicalId}`;
  if (name.length <= longestName) return name;
  const [stack, id] = [scope.replaceAll('/', '-').slice(0, 28).replace(/-$/, ''), logicalId.slice(0, 26)];
  return `${stack}-${id}-${stableId(name, 7)}`;
}

/** Of a function, on Lambda. */
const longestName = 64;
