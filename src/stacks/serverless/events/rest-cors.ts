import { mapOf } from '../../resolver/properties.js';
import { present, textAt, type Values, wordOf, wordsOf } from '../service.js';
import { corsHeaders } from './url.js';

/** The `cors` of the events of one path, taken together as Serverless does: lists are joined, the last word wins otherwise. */
export interface RestCors {
  readonly origins: readonly string[];
  /** The origins are a choice, of which the answer names the one that asked. */
  readonly isChoice: boolean;
  readonly headers: readonly string[];
  readonly methods: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAge?: unknown;
  readonly cacheControl?: string;
}

/** The rules of one event; undefined when it has none. */
export function restCorsOf(cors: unknown, method: string): RestCors | undefined {
  if (cors === undefined || cors === null || cors === false) return undefined;
  const values = mapOf(cors) ?? {};
  const origin = wordsOf(values['origin']).flatMap((word) => word.split(',').map((one) => one.trim()));
  const origins = wordsOf(values['origins']);
  const given = origins.length > 0 ? origins : origin;
  const cacheControl = textAt(values, 'cacheControl');
  return {
    origins: given.length === 0 ? ['*'] : given,
    isChoice: origins.length > 0 || given.length > 1,
    headers: values['headers'] === undefined ? corsHeaders : wordsOf(values['headers']),
    methods: [...new Set([...wordsOf(values['methods']), 'OPTIONS', method.toUpperCase()])],
    allowCredentials: values['allowCredentials'] === true || values['allowCredentials'] === 'true',
    ...(values['maxAge'] !== undefined && { maxAge: values['maxAge'] }),
    ...(cacheControl !== undefined && { cacheControl }),
  };
}

export function joinedCors(before: RestCors | undefined, next: RestCors): RestCors {
  if (before === undefined) return next;
  return {
    ...before,
    ...next,
    origins: joinedOrigins(before, next),
    isChoice: next.isChoice || before.isChoice,
    headers: union(next, before, 'headers'),
    methods: union(next, before, 'methods'),
    allowCredentials: before.allowCredentials || next.allowCredentials,
  };
}

/** Lists of origins are joined; one alone says nothing beside them. */
function joinedOrigins(before: RestCors, next: RestCors): readonly string[] {
  if (before.isChoice && next.isChoice) return union(next, before, 'origins');
  return before.isChoice ? before.origins : next.origins;
}

/** The OPTIONS method that Serverless makes for `cors`, which answers without a function. */
export function preflightIntegration(cors: RestCors): Values {
  const { origins, headers, methods, allowCredentials, maxAge, cacheControl } = cors;
  const answered: Values = present({
    'Access-Control-Allow-Origin': origins[0],
    'Access-Control-Allow-Headers': headers.join(','),
    'Access-Control-Allow-Methods': methods.join(',').replace('ANY', 'DELETE,GET,HEAD,PATCH,POST,PUT'),
    'Access-Control-Allow-Credentials': allowCredentials ? 'true' : undefined,
    'Access-Control-Max-Age': maxAge,
    'Cache-Control': cacheControl,
  });
  const parameters = Object.entries(answered).map(([name, value]) => [
    `method.response.header.${name}`,
    `'${wordOf(value)}'`,
  ]);
  return {
    Type: 'MOCK',
    RequestTemplates: { 'application/json': '{statusCode:200}' },
    ContentHandling: 'CONVERT_TO_TEXT',
    IntegrationResponses: [
      {
        StatusCode: '200',
        ResponseParameters: Object.fromEntries(parameters) as Values,
        ResponseTemplates: { 'application/json': cors.isChoice ? chosenOrigin(origins) : '' },
      },
    ],
  };
}

/** What the responses of a mapped integration say of CORS beside their own headers. */
export function corsResponseHeaders(cors: RestCors | undefined): Values {
  if (cors === undefined) return {};
  return {
    'Access-Control-Allow-Origin': `'${cors.origins.join(',')}'`,
    ...(cors.allowCredentials && { 'Access-Control-Allow-Credentials': "'true'" }),
  };
}

/** Sets the origin that asked, when it is one of those that may. */
function chosenOrigin(origins: readonly string[]): string {
  const tests = origins.map((one) => `$origin.matches("${one.replaceAll('.', '[.]').replace('*', '.+')}")`);
  return [
    '#set($origin = $input.params("Origin"))#if($origin == "")#set($origin = $input.params("origin"))#end',
    `#if(${tests.join(' || ')})#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`,
  ].join('');
}

function union(one: RestCors, other: RestCors, key: 'origins' | 'headers' | 'methods'): string[] {
  return [...new Set([...one[key], ...other[key]])];
}
