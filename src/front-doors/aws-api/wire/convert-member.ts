import { serializationFailed } from '../../../model/index.js';
import { type Shape, shapeNamed } from '../service-model.js';

/** A member that came as text (path, query, header), in the type of its shape. */
export function fromText({ type }: Shape, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  switch (type) {
    case 'integer':
    case 'long':
      return integerFrom(text);
    case 'boolean':
      return text === 'true';
    case 'string':
    case 'blob':
    case 'double':
    case 'timestamp':
    case 'list':
    case 'map':
    case 'structure':
      return text;
  }
}

/** A member of a JSON body in the type of its shape: blobs decoded, `null` left out. */
export function fromJson(shapeName: string, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const shape = shapeNamed(shapeName);
  switch (shape.type) {
    case 'structure':
      return structureFrom(shape, expect(isObject, value, 'a structure'));
    case 'map':
      return mapFrom(shape, expect(isObject, value, 'a map'));
    case 'list':
      return expect(isArray, value, 'a list').map((item) => fromJson(shape.member ?? '', item) ?? null);
    case 'blob':
      return blobFrom(expect(isString, value, 'a Blob'));
    case 'string':
      return expect(isString, value, 'a String');
    case 'integer':
    case 'long':
      return expect(isInteger, value, shape.type === 'integer' ? 'an Integer' : 'a Long');
    case 'double':
    case 'timestamp':
      return expect(isNumber, value, 'a Double');
    case 'boolean':
      return expect(isBoolean, value, 'a Boolean');
  }
}

function structureFrom({ members = {} }: Shape, value: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.entries(members).flatMap(([name, member]) => {
    const item = fromJson(member.shape, value[name]);
    return item === undefined ? [] : [[name, item] as const];
  });
  return Object.fromEntries(entries);
}

function mapFrom(shape: Shape, value: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, fromJson(shape.value ?? '', item) ?? null]),
  );
}

function blobFrom(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const expectedLength = Math.floor((text.replace(/=+$/, '').length * 3) / 4);
  if (bytes.length !== expectedLength) throw serializationFailed('A Blob is not base64');
  return bytes;
}

function integerFrom(text: string): number {
  if (!/^-?\d+$/.test(text)) throw serializationFailed('STRING_VALUE can not be converted to an Integer');
  return Number(text);
}

function expect<T>(test: (value: unknown) => value is T, value: unknown, wanted: string): T {
  if (test(value)) return value;
  throw serializationFailed(`${tokenOf(value)} can not be converted to ${wanted}`);
}

function tokenOf(value: unknown): string {
  if (Array.isArray(value)) return 'START_ARRAY';
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'number') return 'NUMBER_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return 'START_OBJECT';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isString = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isInteger = (value: unknown): value is number => Number.isInteger(value);
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
