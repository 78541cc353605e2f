import { validationFailed } from '../../../model/index.js';
import { type Shape, shapeNamed } from '../service-model.js';
import { type Constraint, constraintsOf, elementConstraintsOf } from './constraints.js';
import { listsWithoutNullCheck, membersCheckedElsewhere } from './recorded-differences.js';
import { shownValue, violation, violationsMessage } from './violation.js';

/** Checks an input against every constraint of its shape and throws AWS's `ValidationException` that lists all that are broken. */
export class InputValidator {
  readonly #constraints = new Map<string, readonly Constraint[]>();
  readonly #elementConstraints = new Map<string, readonly Constraint[]>();

  validate(shapeName: string, input: Readonly<Record<string, unknown>>): void {
    const violations = this.#structure(shapeNamed(shapeName), input, '');
    if (violations.length > 0) throw validationFailed(violationsMessage(violations));
  }

  /** In reverse order of the model's members, as recorded for `qualifier` and `functionName` (contract §2.4). */
  #structure(shape: Shape, value: Readonly<Record<string, unknown>>, prefix: string): readonly string[] {
    const names = Object.keys(shape.members ?? {}).reverse();
    return names.flatMap((name) => {
      const member = shape.members?.[name];
      const path = `${prefix}${lowerCamelCase(name)}`;
      const item = value[name];
      if (item === undefined || item === null) {
        return shape.required?.includes(name) === true ? [violation(path, 'null', 'Member must not be null')] : [];
      }
      return member === undefined || membersCheckedElsewhere.has(name) ? [] : this.#member(member.shape, item, path);
    });
  }

  #member(shapeName: string, value: unknown, path: string): readonly string[] {
    const shape = shapeNamed(shapeName);
    const own = this.#constraintsOf(shapeName)
      .filter((constraint) => !constraint.holds(value))
      .map(({ phrase }) => violation(path, shownUnlessSensitive(shape, value), phrase));
    switch (shape.type) {
      case 'structure':
        return [...own, ...this.#structure(shape, value as Record<string, unknown>, `${path}.`)];
      case 'list':
        return [...own, ...this.#list(shapeName, shape, value as readonly unknown[], path)];
      case 'map':
        return [...own, ...this.#map(shape, value as Record<string, unknown>, path)];
      case 'string':
      case 'integer':
      case 'long':
      case 'double':
      case 'boolean':
      case 'blob':
      case 'timestamp':
        return own;
    }
  }

  #list(shapeName: string, shape: Shape, items: readonly unknown[], path: string): readonly string[] {
    const elementName = shape.member ?? '';
    const element = shapeNamed(elementName);
    if (element.type === 'structure') {
      return items.flatMap((item, index) => this.#listedStructure(element, item, `${path}.${index + 1}.member`));
    }
    const constraints = this.#elementConstraintsOf(elementName);
    const checksNull = !listsWithoutNullCheck.has(shapeName);
    if (
      items.every((item) => (item === null ? !checksNull : constraints.every((constraint) => constraint.holds(item))))
    )
      return [];
    const phrases = [...constraints.map(({ phrase }) => phrase), ...(checksNull ? ['Member must not be null'] : [])];
    return [violation(path, shownValue(items), `Member must satisfy constraint: [${phrases.join(', ')}]`)];
  }

  /** As AWS was seen to name one: `fileSystemConfigs.1.member.localMountPath`. */
  #listedStructure(shape: Shape, item: unknown, path: string): readonly string[] {
    if (item === null) return [violation(path, 'null', 'Member must not be null')];
    return this.#structure(shape, item as Record<string, unknown>, `${path}.`);
  }

  #map(shape: Shape, entries: Readonly<Record<string, unknown>>, path: string): readonly string[] {
    const broken = (
      shapeName: string,
      items: readonly unknown[],
      subject: string,
      last: readonly string[],
    ): readonly string[] => {
      const constraints = this.#elementConstraintsOf(shapeName);
      if (items.every((item) => constraints.every((constraint) => item !== null && constraint.holds(item)))) return [];
      const phrases = [...constraints.map(({ phrase }) => phrase), ...last];
      return [
        violation(
          path,
          shownUnlessSensitive(shape, entries),
          `${subject} must satisfy constraint: [${phrases.join(', ')}]`,
        ),
      ];
    };
    return [
      ...broken(shape.key ?? '', Object.keys(entries), 'Map keys', []),
      ...broken(shape.value ?? '', Object.values(entries), 'Map value', ['Member must not be null']),
    ];
  }

  #constraintsOf(shapeName: string): readonly Constraint[] {
    return remembered(this.#constraints, shapeName, () => constraintsOf(shapeName, shapeNamed(shapeName)));
  }

  #elementConstraintsOf(shapeName: string): readonly Constraint[] {
    return remembered(this.#elementConstraints, shapeName, () =>
      elementConstraintsOf(shapeName, shapeNamed(shapeName)),
    );
  }
}

function shownUnlessSensitive(shape: Shape, value: unknown): string | undefined {
  return shape.sensitive === true ? undefined : shownValue(withJavaDoubles(shape, value));
}

/** Java prints a double's fraction also when it is zero. */
function withJavaDoubles(shape: Shape, value: unknown): unknown {
  if (shape.type === 'double') return Number.isInteger(value) ? `${value as number}.0` : value;
  if (shape.type !== 'map' || shape.value === undefined) return value;
  const item = shapeNamed(shape.value);
  return Object.fromEntries(Object.entries(value as object).map(([key, each]) => [key, withJavaDoubles(item, each)]));
}

function remembered<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

function lowerCamelCase(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
