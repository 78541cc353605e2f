/** An event that a service of AWS hands to functions, with what of it can be chosen. */
export interface EventTemplate {
  /** As `sam local generate-event` calls it: `s3`. */
  readonly service: string;
  /** `put`. */
  readonly name: string;
  readonly description: string;
  /** Long flags and their defaults; see `checkOption` for what they take. */
  readonly options: Readonly<Record<string, string>>;
  make(given: EventInput): unknown;
}

export interface EventInput {
  /** Every option of the template, given or default. */
  readonly option: (name: string) => string;
  readonly region: string;
  readonly account: string;
  readonly now: Date;
  /** Another one each time. */
  readonly newId: () => string;
}

/** `arn:aws:<service>:<region>:<account>:<tail>` */
export function arnIn({ region, account }: EventInput, service: string, tail: string): string {
  return `arn:aws:${service}:${region}:${account}:${tail}`;
}

/** `2026-01-31T12:00:00Z`, as services that leave out milliseconds write it. */
export function wholeSeconds(now: Date): string {
  return now.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
