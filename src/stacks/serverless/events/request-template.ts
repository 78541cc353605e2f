/** Each map of the request as a JSON object in a mapping template. */
function jsonMap(expression: string): string {
  return [
    '{#foreach($key in ' + expression + '.keySet())',
    `"$util.escapeJavaScript($key)":"$util.escapeJavaScript(${expression}.get($key))"#if($foreach.hasNext),#end`,
    '#end}',
  ].join('');
}

const contextFields = {
  method: '$context.httpMethod',
  principalId: '$context.authorizer.principalId',
  stage: '$context.stage',
  requestPath: '$context.resourcePath',
};

function template(body: string): string {
  const fields = Object.entries(contextFields).map(([name, value]) => `"${name}":"${value}"`);
  const maps = {
    cognitoPoolClaims: '{"sub":"$context.authorizer.claims.sub"}',
    enhancedAuthContext: jsonMap('$context.authorizer'),
    headers: jsonMap('$input.params().header'),
    query: jsonMap('$input.params().querystring'),
    path: jsonMap('$input.params().path'),
    identity: jsonMap('$context.identity'),
    stageVariables: jsonMap('$stageVariables'),
  };
  return `{"body":${body},${[...fields, ...Object.entries(maps).map(([name, map]) => `"${name}":${map}`)].join(',')}}`;
}

/** What a function gets from a route with `integration: lambda` (Serverless Framework, "Lambda integration", default request template). */
export const lambdaRequestTemplates = {
  'application/json': template("#if($input.body == '') {} #else $input.json('$') #end"),
  'application/x-www-form-urlencoded': template('"$util.escapeJavaScript($input.body)"'),
};
