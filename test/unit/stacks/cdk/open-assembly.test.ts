import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Stack } from '../../../../src/model/index.js';
import { readStack } from '../../../../src/stacks/index.js';
import { functionIn } from '../../../support/stack-of.js';
import { projectFolder } from '../../../support/project-folder.js';

/** Made by aws-cdk-lib from `app.cjs` beside it: `node app.cjs cdk.out`. */
const assembly = fileURLToPath(new URL('../../../projects/cdk/cdk.out', import.meta.url));

function read(
  file: string,
  parameterOverrides: Readonly<Record<string, string>> = {},
  named: { readonly regionNamed?: boolean; readonly accountNamed?: boolean } = {},
): Promise<Stack> {
  return readStack({ file, parameterOverrides, region: 'eu-west-1', account: '123456789012', ...named });
}

// CDK, "Cloud assembly schema".
describe('a cloud assembly of CDK', () => {
  it.each([assembly, `${assembly}/manifest.json`])(
    'brings the functions of every stack, stage and nested stack: %s',
    async (file) => {
      const { functions } = await read(file);

      expect(
        functions.map(({ logicalId, alsoKnownAs, problem }) => [
          logicalId.replaceAll(/[0-9A-F]{8}(?=\/|$)/g, ''),
          alsoKnownAs?.slice(1),
          problem,
        ]),
      ).toEqual([
        ['Store/Reader', ['Store/Reader', 'Reader'], undefined],
        ['Shop/Hello', ['Shop/Hello', 'Hello'], undefined],
        ['Shop/Image', ['Shop/Image', 'Image'], undefined],
        ['Shop/PartNestedStackPartNestedStackResource/Inner', ['Shop/Part/Inner', 'Part/Inner', 'Inner'], undefined],
        ['Beta-Archive/Reader', ['Beta/Archive/Reader', 'Archive/Reader', 'Reader'], undefined],
      ]);
    },
  );

  it('finds code, layers and images among its assets', async () => {
    const stack = await read(assembly);

    expect(functionNamed(stack, 'Hello').package).toMatchObject({
      code: { kind: 'folder', path: expect.stringMatching(/\/cdk\.out\/asset\.[0-9a-f]{64}$/) },
      layers: [{ kind: 'folder', path: expect.stringMatching(/\/cdk\.out\/asset\.[0-9a-f]{64}$/) }],
    });
    expect(functionNamed(stack, 'Image').package).toMatchObject({
      packageType: 'Image',
      imageUri: expect.stringMatching(/^cdk-asset:[0-9a-f]{64}$/),
      build: { context: expect.stringMatching(/\/cdk\.out\/asset\.[0-9a-f]{64}$/) },
    });
  });

  it('lets stacks refer to each other, and takes parameters of any of them', async () => {
    const stack = await read(assembly, { Greeting: 'hi', Nothing: 'x' });
    const reader = functionNamed(stack, 'Reader');

    expect(functionNamed(stack, 'Hello').environment).toEqual({
      GREETING: 'hi',
      READER: `arn:aws:lambda:eu-west-1:123456789012:function:${reader.name}`,
    });
    expect(functionNamed(stack, 'Part/Inner').environment).toEqual({ HELLO: functionNamed(stack, 'Hello').name });
    expect(stack.notices).toContain('--parameter-overrides names "Nothing", which is not a parameter of any stack.');
  });

  it('has aliases where the app has them', async () => {
    expect(functionNamed(await read(assembly), 'Hello').aliases).toEqual([{ name: 'live', description: '' }]);
  });

  it('is watched by its manifests', async () => {
    const { watched } = await read(assembly);

    expect(watched.map((file) => path.relative(assembly, file))).toEqual(
      expect.arrayContaining([
        'manifest.json',
        'Shop.assets.json',
        'Shop.template.json',
        'assembly-Beta/manifest.json',
      ]),
    );
  });

  it('may be one of its templates, which has its assets beside it', async () => {
    const stack = await read(`${assembly}/Store.template.json`);

    expect(stack.functions).toMatchObject([
      { name: expect.stringMatching(/^Reader/), package: { code: { kind: 'folder' } } },
    ]);
  });

  it.each([
    ['that CDK made it for', false, ['eu-central-1', 'eu-west-1'], ['210987654321', '123456789012']],
    ['the user named', true, ['eu-west-1', 'eu-west-1'], ['123456789012', '123456789012']],
  ])(
    'runs the functions of each stack in the region and the account that %s',
    async (_, isNamed, regions, accounts) => {
      const artifact = (name: string, environment: string): object => ({
        type: 'aws:cloudformation:stack',
        environment,
        properties: { templateFile: `${name}.template.json` },
      });
      const template = JSON.stringify({
        Resources: {
          Fn: {
            Type: 'AWS::Lambda::Function',
            Properties: {
              Runtime: 'nodejs22.x',
              Handler: 'index.handler',
              Code: { ZipFile: 'x' },
              Environment: { Variables: { WHERE: { 'Fn::Sub': '${AWS::Region} ${AWS::AccountId}' } } },
            },
          },
          Api: {
            Type: 'AWS::ApiGatewayV2::Api',
            Properties: { ProtocolType: 'HTTP', Target: { 'Fn::GetAtt': ['Fn', 'Arn'] } },
          },
        },
      });
      await using folder = await projectFolder({
        'cdk.out/manifest.json': JSON.stringify({
          artifacts: {
            Shop: artifact('Shop', 'aws://210987654321/eu-central-1'),
            Anywhere: artifact('Anywhere', 'aws://unknown-account/unknown-region'),
          },
        }),
        'cdk.out/Shop.template.json': template,
        'cdk.out/Anywhere.template.json': template,
      });

      const { functions, apis, region, account, notices } = await read(
        `${folder.path}/cdk.out`,
        {},
        { regionNamed: isNamed, accountNamed: isNamed },
      );

      expect(functions.map((fn) => [fn.region, fn.account, fn.environment['WHERE']])).toEqual(
        regions.map((one, index) => [one, accounts[index], `${one} ${accounts[index] ?? ''}`]),
      );
      expect(apis.map((api) => [api.region, api.account])).toEqual(regions.map((one, index) => [one, accounts[index]]));
      expect([region, account]).toEqual([regions[0], accounts[0]]);
      expect(notices).toEqual([expect.stringContaining('is a route of "Shop/Api" and of "Anywhere/Api"')]);
    },
  );

  it('without a stack, or broken, is refused', async () => {
    await using folder = await projectFolder({ 'cdk.out/manifest.json': '{}', 'broken/manifest.json': '{' });

    await expect(read(`${folder.path}/cdk.out`)).rejects.toThrow('has no stack. Run "cdk synth"');
    await expect(read(`${folder.path}/broken/manifest.json`)).rejects.toThrow('cannot be read');
  });

  it('whose files are gone says that it has to be made again', async () => {
    const stack = (templateFile: string): object => ({
      type: 'aws:cloudformation:stack',
      properties: { templateFile },
    });
    const asset = { 'aws:asset:path': 'asset.gone' };
    const properties = { Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { S3Bucket: 'b', S3Key: 'gone.zip' } };
    await using folder = await projectFolder({
      'cdk.out/manifest.json': JSON.stringify({ artifacts: { Shop: stack('Shop.template.json') } }),
      'cdk.out/Shop.template.json': JSON.stringify({
        Resources: { Fn: { Type: 'AWS::Lambda::Function', Metadata: asset, Properties: properties } },
      }),
      'other/manifest.json': JSON.stringify({ artifacts: { Shop: stack('Gone.template.json') } }),
    });

    const { functions } = await read(`${folder.path}/cdk.out`);

    expect(functions[0]?.problem?.message).toMatch(
      /^Its asset ".*asset\.gone" does not exist\. Run "cdk synth" again\.$/,
    );
    await expect(read(`${folder.path}/other/manifest.json`)).rejects.toThrow(
      /The template ".*Gone\.template\.json" of the stack "Shop" does not exist\. Run "cdk synth" again\./,
    );
  });
});

function functionNamed(stack: Stack, name: string) {
  const found = stack.functions.find(({ alsoKnownAs }) => alsoKnownAs?.includes(name));
  return functionIn(stack, found?.logicalId ?? name);
}
