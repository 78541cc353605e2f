import { iamError } from './iam-error.js';

/** The parameters of one request in AWS's query protocol, by which actions ask for what they need. */
export class QueryParameters {
  constructor(private readonly fields: URLSearchParams) {}

  get(name: string): string | undefined {
    return this.fields.get(name) ?? undefined;
  }

  /** Refused as IAM refuses a request without it. */
  required(name: string): string {
    const value = this.get(name);
    if (value !== undefined && value !== '') return value;
    const at = name.charAt(0).toLowerCase() + name.slice(1);
    throw iamError(
      'ValidationError',
      `1 validation error detected: Value null at '${at}' failed to satisfy constraint: Member must not be null`,
    );
  }

  wholeNumber(name: string): number | undefined {
    const value = this.get(name);
    if (value === undefined || /^\d+$/.test(value)) return value === undefined ? undefined : Number(value);
    throw iamError('MalformedInput', `"${value}" is no number for ${name}.`);
  }

  /** `TagKeys.member.1`, `TagKeys.member.2` …; with a part `PolicyArns.member.1.arn` … */
  list(name: string, part?: string): readonly string[] {
    const end = part === undefined ? '' : `.${part}`;
    return this.#indexed(name).map((index) => this.get(`${name}.member.${index}${end}`) ?? '');
  }

  /** `Tags.member.1.Key` and `.Value` … as one record. */
  tags(): Readonly<Record<string, string>> {
    const at = (index: number, part: string): string => this.get(`Tags.member.${index}.${part}`) ?? '';
    return Object.fromEntries(this.#indexed('Tags').map((index) => [at(index, 'Key'), at(index, 'Value')]));
  }

  #indexed(name: string): readonly number[] {
    const found = [...this.fields.keys()].flatMap((key) => {
      const index = key.startsWith(`${name}.member.`) ? Number(key.slice(name.length + 8).split('.')[0]) : Number.NaN;
      return Number.isInteger(index) ? [index] : [];
    });
    return [...new Set(found)].sort((a, b) => a - b);
  }
}
