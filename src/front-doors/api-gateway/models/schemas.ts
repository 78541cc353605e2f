import { isObject } from '../result-json.js';

/** One schema for a model, with every model it may refer to among its definitions. */
export function schemaOf(name: string, models: Readonly<Record<string, unknown>>): object {
  const definitions = Object.fromEntries(
    Object.entries(models).map(([model, schema]) => [
      model,
      withReferences(schema, model, models, isObject(schema) && isObject(schema['definitions'])),
    ]),
  );
  return { $ref: `#/definitions/${name}`, definitions };
}

/** Models refer to each other by the URL that AWS gives them, and in OpenAPI by their place in the document. */
function withReferences(
  schema: unknown,
  model: string,
  models: Readonly<Record<string, unknown>>,
  hasOwn: boolean,
): unknown {
  if (Array.isArray(schema)) return schema.map((part) => withReferences(part, model, models, hasOwn));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== '$schema' && key !== '$id')
      .map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string'
          ? reference(value, model, models, hasOwn)
          : withReferences(value, model, models, hasOwn),
      ]),
  );
}

function reference(text: string, model: string, models: Readonly<Record<string, unknown>>, hasOwn: boolean): string {
  const named = /(?:\/models\/|^#\/components\/schemas\/)([^/]+)$/.exec(text)?.[1];
  if (named !== undefined) return `#/definitions/${named}`;
  const defined = /^#\/definitions\/([^/]+)$/.exec(text)?.[1];
  if (defined !== undefined && !hasOwn && Object.hasOwn(models, defined)) return text;
  return text.startsWith('#') ? `#/definitions/${model}${text.slice(1)}` : text;
}
