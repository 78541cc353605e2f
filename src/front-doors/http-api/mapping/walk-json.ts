/** The value at `a.b[0]['c d']`, without filters and without `..`; undefined when there is none. */
export function walkJson(value: unknown, path: string): unknown {
  const steps = [...path.matchAll(/\[(\d+)\]|\['([^']*)'\]|([^.[\]]+)/g)].map(
    ([, index, quoted, name]) => index ?? quoted ?? name ?? '',
  );
  return steps.reduce<unknown>((place, step) => {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, step)) return undefined;
    return Reflect.get(place, step);
  }, value);
}
