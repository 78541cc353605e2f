import type { Resolver } from '../resolver/resolver.js';
import { mapOf } from '../resolver/properties.js';
import { expandLoop, isLoop } from './expand-loop.js';
import { type Includes, includeLocation } from './include.js';
import type { Template } from './parse-template.js';
import type { TemplatePath } from './template-part.js';

export interface Expansion {
  /** Resolves without resources: locations and collections may use parameters and mappings only. */
  readonly resolver: Resolver;
  readonly includes: Includes;
}

/** The template with `Fn::Transform: AWS::Include` replaced by the files' content and `Fn::ForEach` written out; order is kept. */
export function expandTemplate(template: Template, { resolver, includes }: Expansion): Template {
  const mounts: { readonly path: TemplatePath; readonly template: Template }[] = [];

  const include = (argument: unknown, path: TemplatePath): unknown => {
    const location = includeLocation(argument, path, template, resolver);
    if (location === undefined) return undefined;
    const included = includes.read(location, template.locate(path));
    mounts.push({ path, template: included });
    return included.content;
  };

  const expandMap = (map: Readonly<Record<string, unknown>>, path: TemplatePath): unknown => {
    const entries: [string, unknown][] = [];
    for (const [key, value] of Object.entries(map)) {
      const place = [...path, key];
      if (key === 'Fn::Transform') {
        const content = include(value, path);
        if (content === undefined) entries.push([key, value]);
        else entries.push(...Object.entries(mapOf(expand(content, path)) ?? {}));
      } else if (isLoop(key)) {
        const copies = expandLoop(value, place, template, resolver);
        entries.push(...copies.flatMap((copy) => Object.entries(mapOf(expand(copy, path)) ?? {})));
      } else entries.push([key, expand(value, place)]);
    }
    return Object.fromEntries(entries);
  };

  const expand = (value: unknown, path: TemplatePath): unknown => {
    if (Array.isArray(value)) return value.map((part, index) => expand(part, [...path, index]));
    const map = mapOf(value);
    return map === undefined ? value : expandMap(map, path);
  };

  const content = mapOf(expand(withTopLevelIncludes(template.content), [])) ?? {};
  return { ...template, content, locate: (path) => locateThrough(mounts, template, path) };
}

/** `Transform: [{Name: AWS::Include, …}]` is an include of the whole template. */
function withTopLevelIncludes(content: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const transforms = [content['Transform']].flat();
  const include = transforms.find((transform) => mapOf(transform)?.['Name'] === 'AWS::Include');
  return include === undefined ? content : { ...content, 'Fn::Transform': include };
}

/** Within an included file, the place is that file's own. */
function locateThrough(
  mounts: readonly { readonly path: TemplatePath; readonly template: Template }[],
  template: Template,
  path: TemplatePath,
): string {
  const inside = mounts
    .filter(({ path: mount, template: { content } }) => {
      const next = path[mount.length];
      return mount.every((part, index) => part === path[index]) && next !== undefined && Object.hasOwn(content, next);
    })
    .sort((one, other) => other.path.length - one.path.length)[0];
  return inside === undefined ? template.locate(path) : inside.template.locate(path.slice(inside.path.length));
}
