import { mapOf } from '../resolver/properties.js';
import type { TemplatePath } from '../template/template-part.js';

/** A name that a template uses, of what, and where. */
export interface Reference {
  readonly kind: 'value' | 'resource' | 'condition' | 'mapping';
  readonly name: string;
  readonly path: TemplatePath;
}

/** Every name that `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::If`, `Fn::FindInMap`, `Condition` and `DependsOn` use below `path`. */
export function referencesIn(value: unknown, path: TemplatePath): readonly Reference[] {
  if (Array.isArray(value)) return value.flatMap((part: unknown, index) => referencesIn(part, [...path, index]));
  const map = mapOf(value);
  if (map === undefined) return [];
  const entries = Object.entries(map);
  const [only, second] = entries;
  if (only !== undefined && second === undefined) {
    const [key, argument] = only;
    const own = intrinsics[key]?.(argument, [...path, key]);
    if (own !== undefined) return [...own, ...referencesIn(argument, [...path, key])];
  }
  return entries.flatMap(([key, part]) => referencesIn(part, [...path, key]));
}

/** The same of a resource's own attributes. */
export function attributesOf(resource: Readonly<Record<string, unknown>>, path: TemplatePath): readonly Reference[] {
  const { DependsOn: needed, Condition: condition } = resource;
  const names = [needed].flat().filter((name) => typeof name === 'string');
  return [
    ...names.map((name): Reference => ({ kind: 'resource', name, path: [...path, 'DependsOn'] })),
    ...named('condition', condition, [...path, 'Condition']),
  ];
}

type Intrinsic = (argument: unknown, path: TemplatePath) => readonly Reference[];

const intrinsics: Readonly<Partial<Record<string, Intrinsic>>> = {
  Ref: (argument, path) => named('value', argument, path),
  // Elsewhere, policies and states have a word of that name.
  Condition: (argument, path) => (path[0] === 'Conditions' ? named('condition', argument, path) : []),
  'Fn::GetAtt': (argument, path) => {
    const [first] = typeof argument === 'string' ? argument.split('.') : [argument].flat();
    return named('resource', first, path);
  },
  'Fn::If': (argument, path) => named('condition', [argument].flat()[0], path),
  'Fn::FindInMap': (argument, path) => named('mapping', [argument].flat()[0], path),
  'Fn::Sub': (argument, path) => {
    const [text, variables] = [argument].flat();
    if (typeof text !== 'string') return [];
    const own = mapOf(variables) ?? {};
    const names = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => name.trim());
    return names
      .filter((name) => !Object.hasOwn(own, name))
      .map((name) => {
        const [first = name, attribute] = name.split('.');
        return { kind: attribute === undefined ? 'value' : 'resource', name: first, path };
      });
  },
};

function named(kind: Reference['kind'], name: unknown, path: TemplatePath): readonly Reference[] {
  return typeof name === 'string' ? [{ kind, name, path }] : [];
}
