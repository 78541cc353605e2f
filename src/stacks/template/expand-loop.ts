import { UserError } from '../../base/index.js';
import { mapOf } from '../resolver/properties.js';
import type { Resolver } from '../resolver/resolver.js';
import { textOf } from '../resolver/scalars.js';
import { findUnresolved } from '../resolver/unresolved.js';
import type { Template } from './parse-template.js';
import type { TemplatePath } from './template-part.js';

export function isLoop(key: string): boolean {
  return key.startsWith('Fn::ForEach::');
}

/**
 * The bodies of one `Fn::ForEach::Name: [identifier, collection, body]`, one per element, with `${identifier}`, `&{identifier}`
 * (letters and digits only) and `Ref: identifier` replaced in keys and values (CloudFormation's `Fn::ForEach`).
 */
export function expandLoop(argument: unknown, path: TemplatePath, template: Template, resolver: Resolver): unknown[] {
  const fail = (problem: string): never => {
    throw new UserError(`${template.locate(path)}: "${path.join('.')}" ${problem}.`);
  };
  const [identifier, collection, body] = Array.isArray(argument) ? (argument as unknown[]) : [];
  if (typeof identifier !== 'string' || mapOf(body) === undefined) {
    return fail('takes a list: an identifier, a collection and a map to repeat');
  }
  const resolved = resolver.resolve(collection, [...path, 1]);
  const unresolved = findUnresolved(resolved);
  if (unresolved !== undefined) return fail(`loops over what is not known: ${unresolved.reason}`);
  if (!Array.isArray(resolved)) return fail('loops over something that is not a list');
  return resolved.map((element: unknown) =>
    substituteElement(body, identifier, textOf(element) ?? fail('loops over a list of something other than text')),
  );
}

function substituteElement(value: unknown, identifier: string, element: string): unknown {
  const inText = (text: string): string =>
    text
      .replaceAll(`\${${identifier}}`, element)
      .replaceAll(`&{${identifier}}`, element.replaceAll(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') return inText(value);
  if (Array.isArray(value)) return value.map((part) => substituteElement(part, identifier, element));
  const map = mapOf(value);
  if (map === undefined) return value;
  if (Object.keys(map).length === 1 && map['Ref'] === identifier) return element;
  return Object.fromEntries(
    Object.entries(map).map(([key, part]) => [inText(key), substituteElement(part, identifier, element)]),
  );
}
