/**
 * AWS's service prints some enums in another order than its published model lists them (recorded, contract §2.4). Everything else
 * is printed in the model's order.
 */
export function enumOrder(shapeName: string, values: readonly string[]): readonly string[] {
  return recordedEnumOrders[shapeName] ?? values;
}

const recordedEnumOrders: Readonly<Record<string, readonly string[]>> = {
  Architecture: ['x86_64', 'arm64'],
  SnapStartApplyOn: ['PublishedVersions', 'None'],
  RecursiveLoop: ['Terminate', 'Allow'],
  InvokeMode: ['RESPONSE_STREAM', 'BUFFERED'],
  EventSourcePosition: ['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON'],
};

/** Lists whose elements AWS checks without "Member must not be null" (contract §2.4). */
export const listsWithoutNullCheck: ReadonlySet<string> = new Set(['SubnetIds', 'SecurityGroupIds']);

/** Members that the service checks by itself, with other words than the model's constraints. */
export const membersCheckedElsewhere: ReadonlySet<string> = new Set(['Runtime']);
