import type { Clock } from '../../base/index.js';
import type { Storage } from '../../storage/index.js';
import type { ManagedPolicy, Role, RoleSession } from './iam-records.js';

/** Things of one kind, by account and name; writes settle when they are durable. */
export interface AccountTable<T> {
  get(account: string, name: string): T | undefined;
  /** By ascending name. */
  list(account: string): readonly T[];
  put(account: string, name: string, value: T): Promise<void>;
  delete(account: string, name: string): Promise<void>;
}

/** What Hearth keeps of IAM where no neighbour does: roles, policies, and the sessions of assumed roles. */
export interface Iam {
  readonly roles: AccountTable<Role>;
  readonly policies: AccountTable<ManagedPolicy>;
  /** Whose temporary access key this is, while it is valid; as cheap as a look-up, for every signed request asks. */
  sessionOf(accessKeyId: string): RoleSession | undefined;
  keepSession(accessKeyId: string, session: RoleSession): Promise<void>;
}

/** Sessions that ended before are forgotten at the start. */
export function createIam({ documents }: Pick<Storage, 'documents'>, clock: Clock): Iam {
  const sessions = new Map<string, RoleSession>();
  for (const { key, value } of documents.list(sessionCollection)) sessions.set(key, value as RoleSession);
  const forget = async (accessKeyId: string): Promise<void> => {
    sessions.delete(accessKeyId);
    await documents.delete(sessionCollection, accessKeyId);
  };
  return {
    roles: accountTable('iam-roles', documents),
    policies: accountTable('iam-policies', documents),
    sessionOf(accessKeyId) {
      const session = sessions.get(accessKeyId);
      return session !== undefined && session.expiresAtMs > clock.now() ? session : undefined;
    },
    async keepSession(accessKeyId, session) {
      const ended = [...sessions].filter(([, { expiresAtMs }]) => expiresAtMs <= clock.now());
      await Promise.all(ended.map(([key]) => forget(key)));
      await documents.put(sessionCollection, accessKeyId, session);
      sessions.set(accessKeyId, session);
    },
  };
}

const sessionCollection = 'iam-sessions';

function accountTable<T>(collection: string, documents: Storage['documents']): AccountTable<T> {
  return {
    get: (account, name) => documents.get(collection, `${account}/${name}`) as T | undefined,
    list: (account) =>
      documents
        .list(collection)
        .filter(({ key }) => key.startsWith(`${account}/`))
        .map(({ value }) => value as T),
    put: (account, name, value) => documents.put(collection, `${account}/${name}`, value),
    delete: (account, name) => documents.delete(collection, `${account}/${name}`),
  };
}
