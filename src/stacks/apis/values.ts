import { mapOf } from '../resolver/properties.js';
import { numberOf, textOf } from '../resolver/scalars.js';
import type { Project, ProjectResource } from '../template/project.js';

/** A map of resolved values; what is not known is no text, no number and no flag. */
export type Values = Readonly<Record<string, unknown>>;

/** Every property of a resource, resolved. */
export function resolvedProperties({ resolver }: Project, { logicalId, properties }: ProjectResource): Values {
  return mapOf(resolver.resolveWithGaps(properties, ['Resources', logicalId, 'Properties'])) ?? {};
}

export function textAt(values: Values | undefined, key: string): string | undefined {
  return textOf(ownValue(values, key));
}

export function numberAt(values: Values | undefined, key: string): number | undefined {
  return numberOf(ownValue(values, key));
}

/** A version like `2.0`, also as `2`, which is what is left of it where JavaScript wrote it (Serverless, CDK). */
export function versionAt(values: Values | undefined, key: string): string | undefined {
  return textAt(values, key)?.replace(/^\d+$/, '$&.0');
}

/** A flag may be written as text. */
export function flagAt(values: Values | undefined, key: string): boolean | undefined {
  const text = textAt(values, key)?.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

export function mapAt(values: Values | undefined, key: string): Values | undefined {
  return mapOf(ownValue(values, key));
}

export function listAt(values: Values | undefined, key: string): readonly unknown[] | undefined {
  const value = ownValue(values, key);
  return Array.isArray(value) ? value : undefined;
}

/** The texts of a list, of a single text, or of text with commas; nothing else. */
export function textsAt(values: Values | undefined, key: string): readonly string[] {
  const value = ownValue(values, key);
  if (Array.isArray(value)) return value.flatMap((one) => textOf(one) ?? []);
  const text = textOf(value);
  return text === undefined ? [] : text.split(',').map((part) => part.trim());
}

/** A map of text; entries that are something else are left out. */
export function textMapAt(values: Values | undefined, key: string): Record<string, string> {
  return textMap(mapAt(values, key));
}

export function textMap(map: Values | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map ?? {}).flatMap(([name, value]) => {
      const text = textOf(value) ?? (mapOf(value) === undefined ? undefined : JSON.stringify(value));
      return text === undefined ? [] : [[name, text] as const];
    }),
  );
}

/** CloudFormation writes `RequestTemplates`, OpenAPI `requestTemplates`: the top level in the latter's form. */
export function lowerFirstKeys(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`${key.charAt(0).toLowerCase()}${key.slice(1)}`, value]),
  );
}

function ownValue(values: Values | undefined, key: string): unknown {
  return values !== undefined && Object.hasOwn(values, key) ? values[key] : undefined;
}
