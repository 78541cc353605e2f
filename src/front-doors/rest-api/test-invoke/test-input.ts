import { isObject, parseResult } from '../../api-gateway/result-json.js';
import type { Header } from '../../api-gateway/client-request.js';

/** What the caller of TestInvokeMethod gives; everything may be absent. */
export interface TestInput {
  readonly path?: string;
  readonly query: string;
  readonly headers: readonly Header[];
  readonly body: string;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** Reads the request body; undefined when it is no JSON object. */
export function readTestInput(bytes: Buffer): TestInput | undefined {
  const value = bytes.length === 0 ? {} : parseResult(bytes)?.value;
  if (!isObject(value)) return undefined;
  const target = typeof value['pathWithQueryString'] === 'string' ? value['pathWithQueryString'] : '';
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  return {
    ...(path !== '' && { path: path.startsWith('/') ? path : `/${path}` }),
    query: mark === -1 ? '' : target.slice(mark + 1),
    headers: headersOf(value['headers'], value['multiValueHeaders']),
    body: typeof value['body'] === 'string' ? value['body'] : '',
    stageVariables: Object.fromEntries(textsOf(value['stageVariables'])),
  };
}

/** Of a header that is in both maps the many values count. */
function headersOf(single: unknown, multi: unknown): Header[] {
  const many = Object.entries(isObject(multi) ? multi : {}).flatMap(([name, values]) =>
    (Array.isArray(values) ? (values as readonly unknown[]) : []).map((value): Header => [name, String(value)]),
  );
  const names = new Set(many.map(([name]) => name));
  return [...textsOf(single).filter(([name]) => !names.has(name)), ...many];
}

function textsOf(map: unknown): [string, string][] {
  return Object.entries(isObject(map) ? map : {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] satisfies [string, string]] : [],
  );
}
