import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/index.js';
import type { CodeSource } from '../../model/index.js';
import type { FunctionRecord, FunctionRegistry } from '../../registry/index.js';
import type { CodeStore } from '../../storage/index.js';

/** Where a code's `Location` points: below this, a zip by its digest, or a function whose folder is zipped. No S3 bucket can have such a name. */
const prefix = '/_hearth-code/';
const validForSeconds = 600;

/** Signs download links for code, valid for ten minutes as AWS's are, for a plain GET by whoever has the link. */
export class CodeLocations {
  readonly #secret = randomBytes(32);

  constructor(private readonly clock: Clock) {}

  /** Path and query of a link to the function's code as it is now. */
  presign({ account, region, name, code }: FunctionRecord): string {
    const isArchive = code.packageType === 'Zip' && code.source.kind === 'archive';
    return isArchive ? this.presignArchive(code.source.digest) : this.#link(`folder/${account}/${region}/${name}`);
  }

  /** Path and query of a link to a stored zip. */
  presignArchive(digest: string): string {
    return this.#link(`zip/${digest}`);
  }

  /** What a link is for; undefined when the link is not ours or too old, or its code is gone. */
  open(path: string, query: URLSearchParams, { functions, code }: CodeHolders): CodeSource | undefined {
    const until = query.get('Expires') ?? '';
    if (!isEqual(query.get('X-Amz-Signature') ?? '', this.#sign(path, until))) return undefined;
    if (Number(until) * 1000 < this.clock.now()) return undefined;
    const [kind, ...parts] = path.slice(prefix.length).split('/');
    const [account = '', region = '', name = ''] = parts;
    if (kind === 'zip') return archiveIn(code, account);
    const record = functions.find({ account, region, name });
    return record?.code.packageType === 'Zip' ? record.code.source : undefined;
  }

  #link(what: string): string {
    const path = `${prefix}${what}`;
    const until = Math.floor(this.clock.now() / 1000) + validForSeconds;
    return `${path}?X-Amz-Expires=${validForSeconds}&Expires=${until}&X-Amz-Signature=${this.#sign(path, String(until))}`;
  }

  #sign(path: string, until: string): string {
    return createHmac('sha256', this.#secret).update(`${path}\n${until}`).digest('hex');
  }
}

interface CodeHolders {
  readonly functions: FunctionRegistry;
  readonly code: CodeStore;
}

function archiveIn(store: CodeStore, digest: string): CodeSource | undefined {
  const path = store.pathOf(digest);
  return path === undefined ? undefined : { kind: 'archive', digest, path };
}

function isEqual(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
