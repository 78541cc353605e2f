import { wordsOf } from '../service.js';

/** Each map of the request as a JSON object in a mapping template. */
function jsonMap(expression: string): string {
  return [
    '{#foreach($key in ' + expression + '.keySet())',
    `"${escaped('$key')}":"${escaped(`${expression}.get($key)`)}"#if($foreach.hasNext),#end`,
    '#end}',
  ].join('');
}

/** JSON knows no escaped apostrophe, which `escapeJavaScript` makes. */
function escaped(expression: string): string {
  return `$util.escapeJavaScript(${expression}).replaceAll("\\\\'","'")`;
}

const contextFields = {
  method: '$context.httpMethod',
  principalId: '$context.authorizer.principalId',
  stage: '$context.stage',
  requestPath: '$context.resourcePath',
};

function template(body: string, claims: readonly string[]): string {
  const fields = Object.entries(contextFields).map(([name, value]) => `"${name}":"${value}"`);
  const maps = {
    cognitoPoolClaims: `{${[...claims.map(claim), '"sub":"$context.authorizer.claims.sub"'].join(',')}}`,
    enhancedAuthContext: jsonMap('$context.authorizer'),
    headers: jsonMap('$input.params().header'),
    query: jsonMap('$input.params().querystring'),
    path: jsonMap('$input.params().path'),
    identity: jsonMap('$context.identity'),
    stageVariables: jsonMap('$stageVariables'),
  };
  return `{"body":${body},${[...fields, ...Object.entries(maps).map(([name, map]) => `"${name}":${map}`)].join(',')}}`;
}

/** `custom:tenant` → a member `tenant`. */
function claim(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1
    ? `"${name}":"$context.authorizer.claims.${name}"`
    : `"${name.slice(colon + 1)}":"$context.authorizer.claims['${name}']"`;
}

/** The fields of a form as a JSON object. */
const formBody = [
  `{#foreach($field in $input.path('$').split('&'))#set($pair = $field.split('='))`,
  `"${escaped('$util.urlDecode($pair[0])')}":"#if($pair.size() > 1)${escaped('$util.urlDecode($pair[1])')}#end"`,
  '#if($foreach.hasNext),#end#end}',
].join('');

/**
 * What a function gets from a route with `integration: lambda` (Serverless Framework, "Lambda integration", default request
 * templates), with the claims that its authorizer names.
 */
export function lambdaRequestTemplates(claims: unknown): Readonly<Record<string, string>> {
  const named = wordsOf(claims);
  return {
    'application/json': template("#if($input.body == '') {} #else $input.json('$') #end", named),
    'application/x-www-form-urlencoded': template(formBody, named),
  };
}
