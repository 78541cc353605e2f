import type { FunctionRecord } from './function-record.js';

type Counted = Pick<FunctionRecord, 'account' | 'region' | 'code'>;

/** Bytes of zips by account and region, kept while functions and versions come and go: asked for at every publish. */
export class CodeSizes {
  readonly #totals = new Map<string, number>();

  /** The second record takes the first one's place; either may be missing. */
  replace(before: Counted | undefined, after: Counted | undefined): void {
    this.#add(before, -1);
    this.#add(after, 1);
  }

  in(account: string, region: string): number {
    return this.#totals.get(`${account}/${region}`) ?? 0;
  }

  #add(record: Counted | undefined, sign: 1 | -1): void {
    if (record === undefined) return;
    const key = `${record.account}/${record.region}`;
    this.#totals.set(key, (this.#totals.get(key) ?? 0) + sign * zipSizeOf(record));
  }
}

/** Bytes of a function's zip; an image has none. */
export function zipSizeOf({ code }: Pick<FunctionRecord, 'code'>): number {
  return code.packageType === 'Zip' ? code.size : 0;
}
