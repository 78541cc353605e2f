import { mapOf } from '../../resolver/properties.js';
import { functionId, listAt, type Service, type Values, wordOf } from '../service.js';

/** One event of one function. `values` is empty for an event written as text or `true`, which is in `text`. */
export interface ServiceEvent {
  readonly type: string;
  readonly text?: string;
  readonly values: Values;
  readonly functionKey: string;
  /** Of the function's resource. */
  readonly functionId: string;
  readonly functionValues: Values;
}

/** Every event of every function, in the order of the file. */
export function serviceEvents({ functions }: Service): ServiceEvent[] {
  return [...functions].flatMap(([functionKey, functionValues]) =>
    listAt(functionValues, 'events').flatMap((event): ServiceEvent[] => {
      const [type, value] = typeof event === 'string' ? [event, {}] : (Object.entries(mapOf(event) ?? {})[0] ?? []);
      if (type === undefined) return [];
      return [
        {
          type,
          values: mapOf(value) ?? {},
          ...(typeof value === 'string' && { text: value }),
          functionKey,
          functionId: functionId(functionKey),
          functionValues,
        },
      ];
    }),
  );
}

/** `GET /users` and `{method, path}` in one; `*` is every verb, and every path where there is none. */
export function verbAndPath({ text, values }: ServiceEvent): { readonly method: string; readonly path: string } {
  const [first = '*', second] = (text ?? '').trim().split(/\s+/);
  const method = text === undefined ? wordOf(values['method'], '*') : second === undefined ? '*' : first;
  const path = text === undefined ? wordOf(values['path'], '*') : (second ?? first);
  return { method: method.toLowerCase(), path };
}

/** The URI by which an integration or an authorizer calls a function. */
export function invocationUri(functionArn: unknown): Values {
  return {
    'Fn::Sub': [
      'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${FunctionArn}/invocations',
      { FunctionArn: functionArn },
    ],
  };
}
