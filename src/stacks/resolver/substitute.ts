import type { ResolverContext } from './resolver.js';
import { textOf } from './scalars.js';
import { Unresolved } from './unresolved.js';

/** `Fn::Sub` in both forms. `${!x}` is the literal `${x}`; what is substituted is not looked at again (http contract §7.7). */
export function substitute(argument: unknown, context: ResolverContext): unknown {
  const [template, variables] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
  if (typeof template !== 'string' || typeof variables !== 'object' || variables === null) {
    return context.fail('Fn::Sub takes text, or a list of text and a map');
  }
  const own = new Map(Object.entries(variables));
  let unresolved: Unresolved | undefined;
  const text = template.replace(/\$\{(!?)([^}]*)\}/g, (_placeholder, literal: string, inner: string) => {
    if (literal === '!') return `\${${inner}}`;
    const value = valueOf(inner.trim(), own, context);
    if (value instanceof Unresolved) {
      unresolved ??= value;
      return '';
    }
    if (Array.isArray(value)) return value.join(',');
    return textOf(value) ?? context.fail(`Fn::Sub cannot put "${inner}" into text`);
  });
  return unresolved ?? text;
}

function valueOf(name: string, own: ReadonlyMap<string, unknown>, context: ResolverContext): unknown {
  if (own.has(name)) return context.resolve(own.get(name));
  const dot = name.indexOf('.');
  return dot === -1 ? context.reference(name) : context.attribute(name.slice(0, dot), name.slice(dot + 1));
}
