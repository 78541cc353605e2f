import type { CodeStore, DocumentStore, Storage } from '../../src/storage/index.js';

/** Documents and code in memory, to be handed to one registry after another as if Hearth had been started again. */
export function memoryStorage(
  options: { readonly failWrites?: () => boolean } = {},
): Pick<Storage, 'documents' | 'code'> {
  const collections = new Map<string, Map<string, string>>();
  const collection = (name: string): Map<string, string> => {
    const found = collections.get(name) ?? new Map<string, string>();
    collections.set(name, found);
    return found;
  };
  const write = (change: () => void): Promise<void> => {
    if (options.failWrites?.() === true) return Promise.reject(new Error('disk full'));
    change();
    return Promise.resolve();
  };
  const documents: DocumentStore = {
    get: (name, key) => parse(collection(name).get(key)),
    list: (name) =>
      [...collection(name)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, text]) => ({ key, value: parse(text) })),
    put: (name, key, value) => write(() => collection(name).set(key, JSON.stringify(value))),
    delete: (name, key) => write(() => collection(name).delete(key)),
  };
  return { documents, code: memoryCode() };
}

function memoryCode(): CodeStore {
  const paths = new Map<string, string>();
  return {
    put: (bytes) => {
      const digest = bytes.toString('hex').slice(0, 64);
      const path = `/code/${digest}.zip`;
      paths.set(digest, path);
      return Promise.resolve({ digest, path, size: bytes.length });
    },
    pathOf: (digest) => paths.get(digest),
    prune: () => Promise.resolve(),
  };
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}
