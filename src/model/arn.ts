/** The parts of `arn:<partition>:lambda:<region>:<account>:function:<name>[:<qualifier>]`. */
export interface FunctionArn {
  readonly region: string;
  readonly account: string;
  readonly name: string;
  readonly qualifier?: string;
}

/** The ARN as AWS prints it; the partition follows from the region. */
export function formatFunctionArn({ region, account, name, qualifier }: FunctionArn): string {
  const base = `arn:${partitionOf(region)}:lambda:${region}:${account}:function:${name}`;
  return qualifier === undefined ? base : `${base}:${qualifier}`;
}

/** The AWS partition that a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  const [, isolated] = /^[a-z]{2}-iso([bef]?)-/.exec(region) ?? [];
  if (isolated !== undefined) return isolated === '' ? 'aws-iso' : `aws-iso-${isolated}`;
  return 'aws';
}
