import { type Member, type Shape, shapeNamed } from '../../../src/front-doors/aws-api/service-model.js';
import { type ModelInput, operationModel } from './model-request.js';
import { matches, sampleOf } from './sample-values.js';

/** A valid input in which one constraint of the model is broken. */
export interface BrokenConstraint {
  /** As AWS names the member: `vpcConfig.subnetIds`. */
  readonly path: string;
  /** What AWS says of it, without the value. */
  readonly phrase: string;
  readonly input: ModelInput;
}

/** Every constraint of every member of the operation that a request can break, each broken by itself. */
export function brokenConstraints(operation: string): readonly BrokenConstraint[] {
  const { input } = operationModel(operation);
  const whole = sampleOf(input) as ModelInput;
  return inStructure(shapeNamed(input), '').map(({ path, phrase, put }) => ({
    path,
    phrase,
    input: put(whole) as ModelInput,
  }));
}

/** `put` makes the broken value of the valid one. */
interface Breaking {
  readonly path: string;
  readonly phrase: string;
  readonly put: (valid: unknown) => unknown;
}

const notNull = 'Member must not be null';

function inStructure(shape: Shape, prefix: string): readonly Breaking[] {
  return Object.entries(shape.members ?? {}).flatMap(([name, member]) => {
    const path = `${prefix}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    if (name === shape.payload || (name === 'Runtime' && prefix === '')) return [];
    const within = breakingsOf(member.shape, path).filter(({ put }) => canBeSent(member, put(sampleOf(member.shape))));
    const broken = within.map(({ put, ...rest }) => ({
      ...rest,
      put: (valid: unknown) => ({ ...(valid as object), [name]: put(Reflect.get(valid as object, name)) }),
    }));
    const isMissable = shape.required?.includes(name) === true && member.in !== 'uri';
    return isMissable ? [...broken, { path, phrase: notNull, put: without(name) }] : broken;
  });
}

function without(name: string): (valid: unknown) => unknown {
  return (valid) => Object.fromEntries(Object.entries(valid as object).filter(([other]) => other !== name));
}

/** Neither a path's part nor a list in a query can be empty, and neither a path nor a header can be longer than what HTTP servers take. */
function canBeSent(member: Member, value: unknown): boolean {
  if (member.in === undefined) return true;
  const text = String(value);
  if (Array.isArray(value) && value.length === 0) return false;
  return text.length <= 4000 && (member.in !== 'uri' || text !== '') && !/[\r\n]/.test(text);
}

function breakingsOf(shapeName: string, path: string): readonly Breaking[] {
  const shape = shapeNamed(shapeName);
  const own = ownBreakings(shapeName).map(({ phrase, value }) => ({ path, phrase, put: () => value }));
  switch (shape.type) {
    case 'structure':
      return [...own, ...inStructure(shape, `${path}.`)];
    case 'list':
      return [...own, ...inList(shape, path)];
    case 'map':
      return [...own, ...inMap(shape, path)];
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

function inList(shape: Shape, path: string): readonly Breaking[] {
  const element = shapeNamed(shape.member ?? '');
  if (element.type === 'structure') {
    return inStructure(element, `${path}.1.member.`).map(({ put, ...rest }) => ({
      ...rest,
      put: (valid: unknown) => [put((valid as readonly unknown[])[0])],
    }));
  }
  return ownBreakings(shape.member ?? '').map(({ phrase, value }) => ({
    path,
    phrase,
    put: () => [value],
  }));
}

function inMap(shape: Shape, path: string): readonly Breaking[] {
  const key = String(sampleOf(shape.key ?? ''));
  const value = sampleOf(shape.value ?? '');
  return [
    ...ownBreakings(shape.key ?? '').map((broken) => ({
      path,
      phrase: broken.phrase,
      put: () => ({ [String(broken.value)]: value }),
    })),
    ...ownBreakings(shape.value ?? '').map((broken) => ({
      path,
      phrase: broken.phrase,
      put: () => ({ [key]: broken.value }),
    })),
  ];
}

interface OwnBreaking {
  readonly phrase: string;
  readonly value: unknown;
}

function ownBreakings(shapeName: string): readonly OwnBreaking[] {
  const shape = shapeNamed(shapeName);
  const { min, max, pattern, enum: values } = shape;
  const noun = shape.type === 'string' || shape.type === 'list' || shape.type === 'map' ? 'length' : 'value';
  const bound = (number: number): string => (shape.type === 'double' ? number.toFixed(1) : String(number));
  const broken: OwnBreaking[] = [];
  if (shape.type === 'blob' || shape.type === 'structure') return [];
  if (max !== undefined && max <= 100_000) {
    const value = sized(shapeName, shape, max + 1);
    broken.push({ phrase: `Member must have ${noun} less than or equal to ${bound(max)}`, value });
  }
  if (min !== undefined && (min > 0 || noun === 'value')) {
    const value = sized(shapeName, shape, min - 1);
    broken.push({ phrase: `Member must have ${noun} greater than or equal to ${bound(min)}`, value });
  }
  if (pattern !== undefined) {
    const value = mismatches.find((text) => !matches(pattern, text));
    if (value !== undefined) broken.push({ phrase: `Member must satisfy regular expression pattern: `, value });
  }
  if (values !== undefined) {
    broken.push({ phrase: 'Member must satisfy enum value set: [', value: 'notInTheSet' });
  }
  return broken;
}

const mismatches = ['not one!', 'a b', '\u0001', '$$$', 'a\nb'];

function sized(shapeName: string, shape: Shape, size: number): unknown {
  switch (shape.type) {
    case 'list':
      return Array.from({ length: size }, () => sampleOf(shape.member ?? ''));
    case 'map':
      return Object.fromEntries(
        Array.from({ length: size }, (_, index) => [`key${index}`, sampleOf(shape.value ?? '')]),
      );
    case 'string':
      return String(sampleOf(shapeName)).padEnd(size, '1').slice(0, size);
    case 'integer':
    case 'long':
    case 'double':
    case 'boolean':
    case 'blob':
    case 'timestamp':
    case 'structure':
      return size;
  }
}
