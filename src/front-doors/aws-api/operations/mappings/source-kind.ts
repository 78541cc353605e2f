/** What a mapping reads from, as far as its options differ (event sources contract §2.2). */
export type SourceKind = 'sqs' | 'sqs-fifo' | 'stream' | 'kafka' | 'self-managed-kafka' | 'mq' | 'documentdb';

/** Undefined when there is neither a source that Lambda knows nor brokers of one's own. */
export function sourceKindOf(eventSourceArn: string | undefined, isSelfManaged: boolean): SourceKind | undefined {
  if (eventSourceArn === undefined) return isSelfManaged ? 'self-managed-kafka' : undefined;
  const [, , service] = eventSourceArn.split(':');
  switch (service ?? '') {
    case 'sqs':
      return eventSourceArn.endsWith('.fifo') ? 'sqs-fifo' : 'sqs';
    case 'kinesis':
    case 'dynamodb':
      return 'stream';
    case 'kafka':
      return 'kafka';
    case 'mq':
      return 'mq';
    case 'rds':
    case 'docdb-elastic':
      return 'documentdb';
    default:
      return undefined;
  }
}

/** The reason of every state that somebody asked for; streams have other words. */
export function transitionReason(kind: SourceKind): string {
  return kind === 'stream' ? 'User action' : 'USER_INITIATED';
}
