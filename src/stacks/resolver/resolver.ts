import type { TemplatePath } from '../template/template-part.js';
import type { Unresolved } from './unresolved.js';

export interface Resolver {
  /**
   * Plain data without intrinsic functions; what cannot be known is an `Unresolved` in its place, `noValue` when the whole value
   * is removed. `path` says where in the template the value stands, for messages.
   */
  resolve(value: unknown, path: TemplatePath): unknown;
  /** As `resolve`, but a reference to nothing is told and `Unresolved`: what else stands in a large value is of use without it. */
  resolveWithGaps(value: unknown, path: TemplatePath): unknown;
  /** The branch that `Fn::If` takes, however many stand in each other, as written; undefined for what is removed or unknown. */
  choose(value: unknown, path: TemplatePath): unknown;
  condition(name: string): boolean | Unresolved;
}

/** What an intrinsic function may ask for while it is resolved. */
export interface ResolverContext {
  resolve(value: unknown): unknown;
  reference(name: string): unknown;
  attribute(resource: string, attribute: string): unknown;
  condition(name: string): boolean | Unresolved;
  mapping(map: string, first: string, second: string): unknown;
  /** The value that a stack of this project file exports under that name; undefined when none does. */
  exported(name: string): unknown;
  readonly region: string;
  /** Throws the `UserError` for a template that is wrong at the place being resolved. */
  fail(problem: string): never;
}
