import { partitionOf } from '../../model/index.js';
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

/** `Child/` and `Hello` → `Child-Hello`, as CloudFormation puts the stack's name first. */
export function scopedName(scope: string, logicalId: string): string {
  return `${scope.replaceAll('/', '-')}${logicalId}`;
}
