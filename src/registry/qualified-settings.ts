import type { Unsubscribe } from '../base/index.js';
import type { FunctionKey } from './function-record.js';

/** A function and one of its qualifiers; none means the function itself, which is its `$LATEST`. */
export interface QualifiedKey extends FunctionKey {
  readonly qualifier?: string;
}

/** Settings of one kind that belong to qualifiers of functions, and that go with them. */
export interface QualifiedSettings<T> {
  get(key: QualifiedKey): T | undefined;
  /** `$LATEST` first, then versions by number, then aliases by name. */
  list(key: FunctionKey): readonly QualifiedSetting<T>[];
  /** Settles when it is durable; settings of a project file's functions live as long as Hearth. */
  put(key: QualifiedKey, value: T): Promise<void>;
  delete(key: QualifiedKey): Promise<void>;
  /** Those of every function. */
  all(): readonly T[];
  /** Told when a setting is put or deleted. */
  onChange(listener: () => void): Unsubscribe;
}

export interface QualifiedSetting<T> {
  readonly qualifier: string;
  readonly value: T;
}
