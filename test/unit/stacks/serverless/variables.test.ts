import { describe, expect, it } from '@jest/globals';
import { serviceOf } from '../../../support/service-of.js';
import { functionIn } from '../../../support/stack-of.js';

const head = `
service: shop
provider: { name: aws, runtime: nodejs22.x, stage: '\${opt:stage, "dev"}' }
params:
  default: { domain: default.example }
  prod: { domain: prod.example }
custom:
  a: { b: deep }
  list: [one, two]
  dev: { size: 1 }
  prod: { size: 2 }
  own: \${self:custom.a.b}-\${self:custom.\${sls:stage}.size}
  external: \${file(./config.yml)}
functions:
  hello:
    handler: index.handler
    environment:
      VALUE: `;

const files = {
  'config.yml': 'name: from-file\nnested: { key: "${self:custom.a.b}" }\nlist: [x, y]',
  'data.json': '{"n": 7}',
  'words.txt': 'some words\n',
  'make.cjs':
    'module.exports = async ({ options }) => ({ made: options.stage ?? "none" }); module.exports.named = () => "called";',
  'typed.ts': 'const value: string = "typed"; export default { value };',
  'list.yml': '- first\n- second\n',
};

async function variable(expression: string, given: Parameters<typeof serviceOf>[1] = {}) {
  const stack = await serviceOf(`${head}${expression}\n`, { files, ...given });
  return { value: functionIn(stack, 'hello').environment['VALUE'], notices: stack.notices };
}

// Serverless Framework, "Variables".
describe('a variable of serverless.yml', () => {
  it.each([
    ['${self:custom.a.b}', 'deep'],
    ['${self:custom.own}', 'deep-1'],
    ['${self:custom.list.1}', 'two'],
    ['${self:service}-${sls:stage}', 'shop-dev'],
    ['${opt:stage}', undefined],
    ['${opt:other, self:custom.a.b}', 'deep'],
    ['${self:custom.none, opt:none, "last, of all"}', 'last, of all'],
    ["${self:custom.none, ''}", ''],
    ['${self:custom.none, 5}', '5'],
    ['${env:HEARTH_TEST_NOT_SET, "unset"}', 'unset'],
    ['${param:domain}', 'default.example'],
    ['${self:custom.external.name}', 'from-file'],
    ['${self:custom.external.nested.key}', 'deep'],
    ['${file(./config.yml):list.1}', 'y'],
    ['${file(./list.yml):1}', 'second'],
    ['${file(./data.json):n}', '7'],
    ['${file(words.txt)}', 'some words'],
    ['${file(./make.cjs):made}', 'none'],
    ['${file(./make.cjs):named}', 'called'],
    ['${file(./typed.ts):value}', 'typed'],
    ['${file(./missing.yml):x, "default"}', 'default'],
    ['${strToBool(true)}', 'true'],
    ['${aws:accountId}/${aws:region}', '123456789012/eu-west-1'],
    ['{ "Fn::Sub": "${AWS::Region} ${self:custom.a.b}" }', 'eu-west-1 deep'],
    ['!Sub "${AWS::AccountId}"', '123456789012'],
    ['\\${self:service} ${self:service}', '${self:service} shop'],
    ['${opt:region, "not named"}', 'not named'],
  ])('%s is %s', async (expression, expected) => {
    expect(
      (await variable(/^[{!]/.test(expression) ? expression : `'${expression.replaceAll("'", "''")}'`)).value,
    ).toBe(expected);
  });

  it('takes Serverless’ own options and parameters from --parameter-overrides', async () => {
    const asked =
      "'${sls:stage} ${self:provider.stage} ${param:domain} ${self:custom.${opt:stage}.size} ${opt:colour}'";

    const { value } = await variable(asked, { parameterOverrides: { stage: 'prod', colour: 'red' } });

    expect(value).toBe('prod prod prod.example 2 red');
  });

  it('takes --stage and --param as Serverless has them, before what the file says', async () => {
    const { value } = await variable('\'${opt:stage} ${sls:stage} ${param:domain} ${param:own} ${opt:own, "none"}\'', {
      stage: 'prod',
      serviceParameters: { domain: 'given.example', own: 'mine' },
    });

    expect(value).toBe('prod prod given.example mine none');
  });

  it.each([
    ['${self:custom.none}', 'the variable "${self:custom.none}" has no value'],
    ['a ${ssm:/path} b', '"ssm:/path" is known only to AWS or to another tool'],
    ['${cf:other.Output}', '"cf:other.Output" is known only to AWS'],
    ['a ${self:custom.list}', 'would put a map or a list into text'],
  ])('that is not known leaves its value out, and tells it: %s', async (expression, reason) => {
    const { value, notices } = await variable(`'${expression}'`);

    expect(value).toBeUndefined();
    expect(notices).toEqual([expect.stringContaining(reason)]);
  });

  it('that depends on itself is refused', async () => {
    const reading = serviceOf('service: s\nprovider: aws\ncustom: { a: "${self:custom.b}", b: "${self:custom.a}" }');

    await expect(reading).rejects.toThrow('depends on itself');
  });

  it('takes .env files of the stage when they are asked for', async () => {
    const text = `${head.replace('service: shop', 'service: shop\nuseDotenv: true')}'\${env:HEARTH_A}\${env:HEARTH_B}'`;

    const stack = await serviceOf(text, {
      files: {
        ...files,
        '.env': 'HEARTH_A=all-$HEARTH_C\nHEARTH_B=all\nHEARTH_C=c',
        '.env.prod': 'HEARTH_B=${HEARTH_C}-prod',
      },
      stage: 'prod',
    });
    const usual = await serviceOf(text, { files: { ...files, '.env.dev': 'HEARTH_A=one\nHEARTH_B=dev' } });

    expect(functionIn(stack, 'hello').environment).toEqual({ VALUE: 'all-cc-prod' });
    expect(functionIn(usual, 'hello').environment).toEqual({ VALUE: 'onedev' });
  });
});
