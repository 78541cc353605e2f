import { describe, expect, it } from '@jest/globals';
import { frontendOf, success } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { restLambdaIntegration } from '../../support/rest-lambda-integration.js';
import { restApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

/** What a response template makes of a function's result. */
async function rendered(template: string, result = '{}'): Promise<string> {
  const responses = [{ statusCode: 200, parameters: {}, templates: { 'application/json': template } }];
  const api = restApiOf({ routes: [{ integration: restLambdaIntegration({ responses }) }] });
  await using server = await serveApis(
    [api],
    frontendOf(() => success(result)),
  );
  const { body } = await httpRequest(server.port, '/x');
  return body;
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html: values are Java's.
describe('numbers in a mapping template', () => {
  const json = '{"id": 12345678901234567890, "price": 10.0, "list": [9007199254740993], "n": 5, "half": 0.5}';

  it.each([
    ["$input.json('$.id') $input.path('$.id')", '12345678901234567890 12345678901234567890'],
    ["$input.json('$')", '{"id":12345678901234567890,"price":10.0,"list":[9007199254740993],"n":5,"half":0.5}'],
    ["$input.path('$.list') $input.path('$.list[0]')", '[9007199254740993] 9007199254740993'],
    ["$input.path('$.price') $input.json('$..price')", '10.0 [10.0]'],
    ["$input.json('$..value')", '[]'],
    ['$util.parseJson(\'{"a": 1.0}\').a $util.escapeJavaScript($input.path("$.id"))', '1.0 12345678901234567890'],
    ["#if($input.path('$.price') == 10 && $input.path('$.id') > 1 && $input.path('$.n') == '5')yes#end", 'yes'],
  ])('keep what the JSON says: %s', async (template, expected) => {
    expect(await rendered(template, json)).toBe(expected);
  });

  it.each([
    ['#set($a = 7 / 2)#set($b = 7 / 2.0)#set($c = 1.5 * 2)#set($d = 3 - 1)$a $b $c $d', '3 3.5 3.0 2'],
    ['#set($a = 1.0)#set($b = -2.0)#set($c = $a + 1)$a $b $c', '1.0 -2.0 2.0'],
    ['#set($Integer = 0)#set($n = $Integer.parseInt("12") + 1)$n $Integer.valueOf("7")', '13 7'],
    [
      '#set($Double = 0.5)$Double.parseDouble("3") $Double.intValue() $Double.valueOf("x")',
      '3.0 0 $Double.valueOf("x")',
    ],
    ['#set($s = "")$s.valueOf(1) $s.join("-", ["a", "b"])', '1 a-b'],
  ])('are whole or not, as in Java: %s', async (template, expected) => {
    expect(await rendered(template)).toBe(expected);
  });
});

describe('a mapping template', () => {
  it('tells a null in the body apart from nothing', async () => {
    expect(await rendered("$input.json('$.a') $input.json('$.b')", '{"a": null}')).toBe('null ""');
  });

  // https://velocity.apache.org/engine/1.7/user-guide.html: #set and comments take their line along, an unknown macro is text.
  it.each([
    ['{\n  #set($x = 1)\n  "x": $x\n}', '{\n  "x": 1\n}'],
    ['#foreach($i in [1, 2])\n    #set($x = $i)\n$x#end', '12'],
    ['a #unknown(1) b', 'a #unknown(1) b'],
  ])('renders %j', async (template, expected) => {
    expect(await rendered(template)).toBe(expected);
  });
});
