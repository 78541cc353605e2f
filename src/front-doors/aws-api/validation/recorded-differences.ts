/** Lists whose elements AWS checks without "Member must not be null" (contract §2.4). */
export const listsWithoutNullCheck: ReadonlySet<string> = new Set(['SubnetIds', 'SecurityGroupIds']);

/** Members, by name, that the service checks by itself with other words than the model's constraints. */
export const membersCheckedElsewhere: ReadonlySet<string> = new Set(['Runtime']);

/** A pattern as the service prints it where that is not the published model's; what matches is decided by the model. */
export function printedPattern(shapeName: string, pattern: string): string {
  return recordedPatterns[shapeName] ?? pattern;
}

const recordedPatterns: Readonly<Record<string, string>> = {
  TaggableResource:
    'arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)',
};
