import { describe, expect, it } from '@jest/globals';
import { createEmulator } from '../../../src/index.js';
import { projectFolder } from '../../support/project-folder.js';

describe('createEmulator', () => {
  it('deploys a template and a function described in code, and keeps both', async () => {
    await using folder = await projectFolder({
      'template.yaml': `
Transform: AWS::Serverless-2016-10-31
Resources:
  FromTemplate:
    Type: AWS::Serverless::Function
    Properties:
      { Runtime: nodejs22.x, Handler: index.handler, CodeUri: ., Events: { A: { Type: HttpApi, Properties: { Path: /a, Method: get } } } }
`,
      'index.js': 'exports.handler = async () => ({ from: "template", by: process.env.BY })',
    });
    await using hearth = await createEmulator({
      folder: folder.path,
      sandboxHost: 'process',
      envVars: { FromTemplate: { BY: 'option' } },
    });
    await hearth.deploy('template.yaml');
    await hearth.deploy({ name: 'FromCode', code: { inline: 'exports.handler = async (event) => event' } });

    expect((await hearth.invoke('FromTemplate')).payload).toEqual({ from: 'template', by: 'option' });
    expect((await hearth.invoke('FromCode', { a: 1 })).payload).toEqual({ a: 1 });
    expect(await (await fetch(hearth.url('/a'))).json()).toEqual({ from: 'template', by: 'option' });
  });

  it('answers a function’s failure as a value, with the log of the invocation', async () => {
    await using folder = await projectFolder();
    await using hearth = await createEmulator({ folder: folder.path, sandboxHost: 'process' });
    await hearth.deploy({
      name: 'Fails',
      code: { inline: 'exports.handler = async () => { throw new TypeError("no"); }' },
    });

    const answer = await hearth.invoke('Fails');

    expect(answer).toMatchObject({
      functionError: 'TypeError',
      payload: { errorType: 'TypeError', errorMessage: 'no' },
    });
    expect(answer.logTail).toContain(`START RequestId: ${answer.requestId}`);
    expect(hearth.logs('Fails').some((text) => text.startsWith('REPORT RequestId'))).toBe(true);
  });

  it.each([
    ['a template that is missing', 'no.yaml', /no\.yaml/],
    ['code that is missing', { name: 'A', code: 'gone' }, /Code not found: ".*gone"/],
    ['a route that is none', { name: 'A', code: { inline: 'x' }, routes: ['GET hello'] }, /Not a route: "GET hello"/],
    ['an unknown runtime', { name: 'A', runtime: 'cobol1.x', code: { inline: 'x' } }, /Unknown runtime: "cobol1\.x"/],
  ])('refuses %s', async (_, project, message) => {
    await using folder = await projectFolder();
    await using hearth = await createEmulator({ folder: folder.path, sandboxHost: 'process' });

    await expect(hearth.deploy(project)).rejects.toThrow(message);
  });

  it('rejects with the caller’s error for a function that is not there', async () => {
    await using folder = await projectFolder();
    await using hearth = await createEmulator({ folder: folder.path, sandboxHost: 'process' });

    await expect(hearth.invoke('Nobody')).rejects.toThrow('Function not found: arn:aws:lambda:');
    expect(() => hearth.url('NoApi')).toThrow('No API "NoApi".');
  });

  it('refuses wrong options by their names', async () => {
    await expect(createEmulator({ keepAlive: 'soon' })).rejects.toThrow(
      'Invalid value "soon" for the option "keepAlive".',
    );
  });
});
