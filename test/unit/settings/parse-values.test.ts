import { describe, expect, it } from '@jest/globals';
import { options } from '../../../src/settings/index.js';
import { projectFolder } from '../../support/project-folder.js';

const given = (raw: unknown, folder = '/nowhere'): { raw: unknown; name: string; folder: string } => ({
  raw,
  name: '--it',
  folder,
});

describe('--env-vars', () => {
  it.each([
    [
      'by function',
      '{"Hello": {"A": "1", "N": 2, "B": true}}',
      { all: {}, byFunction: { Hello: { A: '1', N: '2', B: 'true' } } },
    ],
    ['for all under Parameters', '{"Parameters": {"A": "1"}}', { all: { A: '1' }, byFunction: {} }],
    ['both', '{"Parameters": {"A": "1"}, "Hello": {"A": "2"}}', { all: { A: '1' }, byFunction: { Hello: { A: '2' } } }],
    ['with variables to be empty', '{"Hello": {"A": null}}', { all: {}, byFunction: { Hello: { A: '' } } }],
    ['flat, for all', '{"A": "1"}', { all: { A: '1' }, byFunction: {} }],
  ])('reads a JSON file %s', async (_, text, expected) => {
    await using folder = await projectFolder({ 'env.json': text });

    expect(options['env-vars'].parse(given('env.json', folder.path))).toEqual(expected);
  });

  it('reads a .env file for all functions', async () => {
    await using folder = await projectFolder({ '.env': '# comment\nA=1\nexport B="two words"\n' });

    expect(options['env-vars'].parse(given('.env', folder.path))).toEqual({
      all: { A: '1', B: 'two words' },
      byFunction: {},
    });
  });

  it.each([
    ['text that is no JSON', '{', 'is not JSON'],
    ['a list', '[]', 'is not a JSON object'],
    ['a nested value', '{"Hello": {"A": {}}}', 'The variable "A" of --it is {}'],
  ])('refuses %s', async (_, text, message) => {
    await using folder = await projectFolder({ 'env.json': text });

    expect(() => options['env-vars'].parse(given('env.json', folder.path))).toThrow(message);
  });
});

describe('--parameter-overrides', () => {
  const { parse } = options['parameter-overrides'];

  it.each([
    ['SAM’s short form', ['Stage=dev', 'Size=3'], { Stage: 'dev', Size: '3' }],
    ['CloudFormation’s form', ['ParameterKey=Stage,ParameterValue=a=b,c'], { Stage: 'a=b,c' }],
    ['several in one text', ['Stage=dev ParameterKey=Size,ParameterValue=3'], { Stage: 'dev', Size: '3' }],
    [
      'quotes and escapes',
      [`Name="two words" Path='C:\\x' Odd=a\\ b`],
      { Name: 'two words', Path: 'C:\\x', Odd: 'a b' },
    ],
    ['a table', { Stage: 'dev', Size: 3, List: ['a', 'b'] }, { Stage: 'dev', Size: '3', List: 'a,b' }],
    ['words that the shell has taken apart', ['Stage=dev', 'Name=two words'], { Stage: 'dev', Name: 'two words' }],
    ['JSON', '{"Stage": "dev", "Count": 2}', { Stage: 'dev', Count: '2' }],
    ['JSON of pairs', '[{"ParameterKey": "Stage", "ParameterValue": "dev"}]', { Stage: 'dev' }],
    ['quotes in the long form', 'ParameterKey=Name,ParameterValue="two words"', { Name: 'two words' }],
  ])('reads %s', (_, raw, expected) => {
    expect(parse(given(raw))).toEqual(expected);
  });

  it.each([
    ['params.json', '[{"ParameterKey": "Stage", "ParameterValue": "dev"}]'],
    ['params.yaml', 'Stage: dev'],
    ['params.toml', 'Stage = "dev"'],
  ])('reads the file %s', async (name, text) => {
    await using folder = await projectFolder({ [name]: text });

    expect(parse(given([`file://${name}`], folder.path))).toEqual({ Stage: 'dev' });
  });
});

describe('--invoke-image', () => {
  it.each([
    ['one for all', ['my/image:1'], { '*': 'my/image:1' }],
    [
      'by name',
      ['Hello=my/a', 'nodejs22.x=reg.test:5000/b@sha256:00'],
      { Hello: 'my/a', 'nodejs22.x': 'reg.test:5000/b@sha256:00' },
    ],
    ['as JSON', '{"python*": "my/python"}', { 'python*': 'my/python' }],
  ])('reads %s', (_, raw, expected) => {
    expect(options['invoke-image'].parse(given(raw))).toEqual(expected);
  });
});

describe('--add-host and --container-dns', () => {
  it('take names with addresses, and addresses', () => {
    const hosts = ['db:10.0.0.1', 'six:fd00::1', 'out:host-gateway'];

    expect(options['add-host'].parse(given(hosts))).toEqual(hosts);
    expect(options['container-dns'].parse(given('1.1.1.1,fd00::1'))).toEqual(['1.1.1.1', 'fd00::1']);
  });

  it('refuse what Docker would refuse at every start of a sandbox', () => {
    expect(() => options['add-host'].parse(given('nonsense'))).toThrow(
      'Invalid value "nonsense" for --it. Give a name',
    );
    expect(() => options['add-host'].parse(given('db:other'))).toThrow('"db:other"');
    expect(() => options['container-dns'].parse(given('nonsense'))).toThrow('"nonsense" for --it. Give an IP address');
  });
});

describe('--build', () => {
  it.each([
    ['alone', true, { isOn: true, byFunction: {} }],
    ['a command', ['npm run build'], { isOn: true, byFunction: {}, command: 'npm run build' }],
    [
      'commands of functions',
      ['Go=make go', 'Child/Java=mvn package'],
      { isOn: true, byFunction: { Go: 'make go', 'Child/Java': 'mvn package' } },
    ],
    [
      'a command that sets a variable',
      'NODE_ENV=production npm run build',
      { isOn: true, byFunction: {}, command: 'NODE_ENV=production npm run build' },
    ],
    ['nothing', false, { isOn: false, byFunction: {} }],
  ])('reads %s', (_, raw, expected) => {
    expect(options.build.parse(given(raw))).toEqual(expected);
  });
});
