import type { TemplatePath } from '../template/template-part.js';
import { mapOf } from '../resolver/properties.js';

/** A serverless configuration whose variables are resolved, with what every part of the translation needs. */
export interface Service {
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  readonly stage: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly provider: Values;
  readonly functions: ReadonlyMap<string, Values>;
  /** `file:line:column` of a part of the configuration as it is written, or of the nearest part around it. */
  readonly locate: (path: TemplatePath) => string;
  readonly tell: (notice: string) => void;
  readonly watch: (file: string) => void;
}

/** As written, in one map or a list of maps; what is no map is no function. */
export function declaredFunctions(config: Values): readonly (readonly [key: string, values: unknown])[] {
  return [config['functions']].flat().flatMap((part) => Object.entries(mapOf(part) ?? {}));
}

export type Values = Readonly<Record<string, unknown>>;

/** The map under a key; empty when there is none. */
export function mapAt(values: Values | undefined, key: string): Values {
  return mapOf(values?.[key]) ?? {};
}

export function listAt(values: Values | undefined, key: string): readonly unknown[] {
  const value = values?.[key];
  return Array.isArray(value) ? (value as unknown[]) : [];
}

export function textAt(values: Values | undefined, key: string): string | undefined {
  const value = values?.[key];
  return typeof value === 'string' ? value : undefined;
}

/** Text, numbers and booleans as text; the fallback for everything else. */
export function wordOf(value: unknown, fallback = ''): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : fallback;
}

/** One value or a list of them, as a list of text. */
export function wordsOf(value: unknown): string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value])
    .map((part) => wordOf(part))
    .filter((word) => word !== '');
}

/** Without the members that are undefined, and in the order given. */
export function present(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}

/** `my-fn_one` → `MyDashfnUnderscoreone`, as Serverless makes logical ids. */
export function normalized(key: string): string {
  const name = key
    .replaceAll('-', 'Dash')
    .replaceAll('_', 'Underscore')
    .replaceAll(/[^A-Za-z0-9]/g, '');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function functionId(key: string): string {
  return `${normalized(key)}LambdaFunction`;
}

/** A function of the service by its key, or an ARN, as events and authorizers name functions. */
export function functionArnOf(reference: unknown, { functions }: Service): unknown {
  return typeof reference === 'string' && functions.has(reference)
    ? { 'Fn::GetAtt': [functionId(reference), 'Arn'] }
    : reference;
}
