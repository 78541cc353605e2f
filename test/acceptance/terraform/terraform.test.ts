import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import { packageRoot } from '../../../src/base/index.js';
import { StartedHearth } from '../../support/product/started-hearth.js';
import { Terraform } from '../../support/product/terraform.js';
import { zipOf } from '../../support/zip.js';

/**
 * Real Terraform against Hearth. Left out, with a message, where Terraform or its provider is missing: neither is a package of Debian or
 * npm, so `.ci/run` cannot install them and must not fail for it.
 */
describe('Terraform', () => {
  let hearth: StartedHearth;
  let terraform: Terraform | undefined;

  beforeAll(async () => {
    hearth = await StartedHearth.start({}, '--sandbox-host', 'process');
    const configuration = path.join(packageRoot(), 'test/acceptance/terraform/main.tf');
    const code = await zipOf({ 'index.mjs': 'export const handler = async (event) => event;' });
    terraform = await Terraform.open(configuration, code, hearth.awsUrl);
  }, 120_000);

  afterAll(async () => {
    await terraform?.[Symbol.asyncDispose]();
    await hearth[Symbol.asyncDispose]();
  });

  it('applies, changes, empties and destroys every Lambda resource, and has nothing left to change after each', async () => {
    if (terraform === undefined) return;

    const left: Record<string, readonly string[]> = {};
    for (const stage of ['first', 'second', 'bare']) {
      await terraform.apply(stage);
      left[stage] = await terraform.plan(stage);
    }
    await terraform.destroy();

    expect(left).toEqual({ first: [], second: [], bare: [] });
    const { Functions } = await hearth.client.send(new ListFunctionsCommand({}));
    expect(Functions).toEqual([]);
  }, 900_000);
});
