import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../support/project-folder.js';
import { RunningCommand } from '../../support/product/running-command.js';
import { zipOf } from '../../support/zip.js';

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Broken:
    Type: AWS::Serverless::Function
    Properties:
      { Runtime: nodejs22.x, Handler: index.handler, CodeUri: code.zip,
        Events: { Api: { Type: HttpApi, Properties: { Path: /broken, Method: get } } } }
  Works:
    Type: AWS::Serverless::Function
    Properties:
      { Runtime: nodejs22.x, Handler: index.handler, InlineCode: 'exports.handler = async () => "works"',
        Events: { Api: { Type: HttpApi, Properties: { Path: /works, Method: get } } } }
`;
const words = ['start-api', '--port', '0', '--lambda-port', '0', '--sandbox-host', 'process'];
const handler = 'exports.handler = async () => 1;';

describe('a zip that must not be unpacked', () => {
  it.each<[string, () => Promise<Buffer>, RegExp]>([
    ['escapes its folder', escapingZip, /\.\.\/escaped\.js/],
    ['explodes', explodingZip, /larger than the 262144000 bytes that AWS allows/],
    ['says that it is smaller than it is', lyingZip, /too many bytes/],
    [
      'is no zip',
      () => Promise.resolve(Buffer.from(handler)),
      /cannot be unpacked: .*[Nn]ot a zip file.*truncated\. Build and upload it again/,
    ],
  ])('that %s: is told, answers its own error, and stops neither the start nor others', async (_, zip, why) => {
    await using folder = await projectFolder({ 'template.yaml': template });
    await writeFile(path.join(folder.path, 'code.zip'), await zip());
    await using hearth = await RunningCommand.start(words, { folder: folder.path });

    const invoked = await fetch(`${hearth.awsUrl}/2015-03-31/functions/Broken/invocations`, { method: 'POST' });
    const overHttp = await fetch(`${hearth.apiUrl}/broken`);
    const works = await fetch(`${hearth.apiUrl}/works`);

    expect(hearth.stderr).toMatch(/"Broken" cannot be/);
    expect(hearth.stderr).toMatch(why);
    expect(hearth.stderr).toContain(`The archive "${path.join(folder.path, 'code.zip')}" cannot be unpacked`);
    expect(hearth.stderr).not.toContain('.hearth/code');
    expect(await invoked.text()).toMatch(why);
    expect(overHttp.status).toBe(500);
    expect(await works.text()).toBe('works');
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['escapes its folder', escapingZip],
    ['explodes', explodingZip],
  ])('that %s is refused by CreateFunction, and so is an environment over 4 KB', async (_, zip) => {
    await using folder = await projectFolder({});
    await using hearth = await RunningCommand.start(['start', ...words.slice(1)], { folder: folder.path });
    const create = (bytes: Buffer, variables: Readonly<Record<string, string>>): Promise<Response> =>
      fetch(`${hearth.awsUrl}/2015-03-31/functions`, {
        method: 'POST',
        body: JSON.stringify({
          FunctionName: 'made',
          Runtime: 'nodejs22.x',
          Role: 'arn:aws:iam::000000000000:role/any',
          Handler: 'index.handler',
          Code: { ZipFile: bytes.toString('base64') },
          Environment: { Variables: variables },
        }),
      });

    const bad = await create(await zip(), {});
    const large = await create(await zipOf({ 'index.js': handler }), { LARGE: 'x'.repeat(4100) });
    const made = await create(await zipOf({ 'index.js': handler }), { LARGE: 'x'.repeat(4000) });

    expect([bad.status, bad.headers.get('x-amzn-errortype')]).toEqual([400, 'InvalidParameterValueException']);
    expect([large.status, large.headers.get('x-amzn-errortype')]).toEqual([400, 'InvalidParameterValueException']);
    expect(await large.text()).toMatch(/4KB/);
    expect(made.status).toBe(201);
  });
});

/** A zip that no honest tool writes: one of its names leads out of the folder. */
async function escapingZip(): Promise<Buffer> {
  const honest = await zipOf({ 'xx/escaped.js': 'x' });
  return Buffer.from(honest.toString('latin1').replaceAll('xx/escaped', '../escaped'), 'latin1');
}

/** Small as a zip, more than AWS's limit as a folder. */
function explodingZip(): Promise<Buffer> {
  return zipOf({ 'index.js': handler, 'zeros.bin': '0'.repeat(262_144_000) });
}

/** Its directory promises a few bytes, its content is more. */
async function lyingZip(): Promise<Buffer> {
  const zip = await zipOf({ 'index.js': 'x'.repeat(100_000) });
  const directory = zip.lastIndexOf('PK\u0001\u0002', undefined, 'latin1');
  zip.writeUInt32LE(10, directory + 24);
  return zip;
}
