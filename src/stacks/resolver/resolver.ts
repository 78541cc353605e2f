import type { TemplatePath } from '../template/parse-template.js';

export interface Resolver {
  /**
   * Plain data without intrinsic functions; what cannot be known is an `Unresolved` in its place, `noValue` when the whole value
   * is removed. `path` says where in the template the value stands, for messages.
   */
  resolve(value: unknown, path: TemplatePath): unknown;
  condition(name: string): boolean;
}

/** What an intrinsic function may ask for while it is resolved. */
export interface ResolverContext {
  resolve(value: unknown): unknown;
  reference(name: string): unknown;
  attribute(resource: string, attribute: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): unknown;
  readonly region: string;
  /** Throws the `UserError` for a template that is wrong at the place being resolved. */
  fail(problem: string): never;
}
