import type { IncomingHttpHeaders } from 'node:http';
import { serializationFailed } from '../../../model/index.js';
import type { Route } from '../route-table.js';
import { type Member, type Shape, shapeNamed } from '../service-model.js';
import { fromJson, fromText } from './convert-member.js';

/** What of an HTTP request an operation's input is made from. */
export interface RequestParts {
  readonly route: Route;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An operation's input by the model's member names; members that were not sent, and JSON `null`, are absent. */
export type Input = Readonly<Record<string, unknown>>;

/** Gathers the input from path, query, headers and body as the model binds them; unknown members are ignored. Throws `SerializationException`. */
export function readInput(inputShape: string, parts: RequestParts): Input {
  const shape = shapeNamed(inputShape);
  const body = shape.payload === undefined ? parseJsonObject(parts.body, hasBodyMembers(shape)) : {};
  const entries = Object.entries(shape.members ?? {}).flatMap(([name, member]) => {
    const value = name === shape.payload ? parts.body : readMember(name, member, parts, body);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function readMember(name: string, member: Member, parts: RequestParts, body: Input): unknown {
  const shape = shapeNamed(member.shape);
  const wireName = member.name ?? name;
  switch (member.in) {
    case 'uri':
      return fromText(shape, parts.route.labels[wireName]);
    case 'querystring':
      if (shape.type === 'list') return parts.query.has(wireName) ? parts.query.getAll(wireName) : undefined;
      return fromText(shape, parts.query.get(wireName) ?? undefined);
    case 'header':
      return fromText(shape, parts.headers[wireName.toLowerCase()]?.toString());
    case undefined:
      return fromJson(member.shape, body[wireName]);
  }
}

function hasBodyMembers({ members = {} }: Shape): boolean {
  return Object.values(members).some((member) => member.in === undefined);
}

/** Bodies of operations that have no member in them are ignored, whatever they are. */
function parseJsonObject(body: Buffer, isWanted: boolean): Input {
  if (!isWanted || body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString());
  } catch (error) {
    throw serializationFailed(`Could not parse request body into json: ${(error as Error).message}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw serializationFailed('Could not parse request body into json: the body is not a JSON object');
  }
  return parsed as Input;
}
