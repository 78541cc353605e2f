import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/index.js';
import type { FunctionKey, FunctionRecord, FunctionRegistry } from '../../registry/index.js';

/** Where GetFunction's `Location` points: below this, account, region, name and revision. No S3 bucket can have such a name. */
const prefix = '/_hearth-code/';
const validForSeconds = 600;

/** Signs download links for code, valid for ten minutes as AWS's are, for a plain GET by whoever has the link. */
export class CodeLocations {
  readonly #secret = randomBytes(32);

  constructor(private readonly clock: Clock) {}

  /** Path and query of a link to the function's code as it is now. */
  presign({ account, region, name, revisionId }: FunctionRecord): string {
    const path = `${prefix}${account}/${region}/${name}-${revisionId}`;
    const until = Math.floor(this.clock.now() / 1000) + validForSeconds;
    return `${path}?X-Amz-Expires=${validForSeconds}&Expires=${until}&X-Amz-Signature=${this.#sign(path, String(until))}`;
  }

  /** The function that a link is for; undefined when the link is not ours or too old. */
  open(path: string, query: URLSearchParams, functions: FunctionRegistry): FunctionRecord | undefined {
    const until = query.get('Expires') ?? '';
    if (!isEqual(query.get('X-Amz-Signature') ?? '', this.#sign(path, until))) return undefined;
    if (Number(until) * 1000 < this.clock.now()) return undefined;
    return functions.find(keyIn(path));
  }

  #sign(path: string, until: string): string {
    return createHmac('sha256', this.#secret).update(`${path}\n${until}`).digest('hex');
  }
}

function keyIn(path: string): FunctionKey {
  const [account = '', region = '', nameAndRevision = ''] = path.slice(prefix.length).split('/');
  return { account, region, name: nameAndRevision.slice(0, -37) };
}

function isEqual(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
