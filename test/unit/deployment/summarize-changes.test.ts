import { describe, expect, it } from '@jest/globals';
import { deployedProject } from '../../support/deployed-project.js';
import { projectFolder } from '../../support/project-folder.js';

const header =
  'Transform: AWS::Serverless-2016-10-31\nGlobals: { Function: { InlineCode: x, Runtime: nodejs22.x, Handler: index.handler } }\nResources:\n';

function resource(name: string, route?: string, more = ''): string {
  const events =
    route === undefined ? '' : `Events: { Get: { Type: HttpApi, Properties: { Method: GET, Path: ${route} } } }`;
  return `  ${name}: { Type: AWS::Serverless::Function, Properties: { ${events}${more} } }\n`;
}

async function toldAfter(before: string, after: string): Promise<readonly string[]> {
  await using folder = await projectFolder({ 'template.yaml': header + before });
  await using project = await deployedProject(folder);
  await project.deployment.apply(await project.read());
  const from = project.told.length;
  await folder.write('template.yaml', header + after);
  await project.deployment.apply(await project.read());
  return project.told.slice(from).map(([, message]) => message);
}

describe('an edit of a project', () => {
  it('tells what it has updated, added and removed', async () => {
    const before = resource('Kept', '/kept') + resource('Changed') + resource('Gone', '/gone');
    const after = resource('Kept', '/kept') + resource('Changed', undefined, 'Timeout: 9') + resource('New', '/new');

    expect(await toldAfter(before, after)).toEqual([
      'Changes are in force: function "Changed" updated; function "New" added; function "Gone" removed; route "GET /new" added; route "GET /gone" removed.',
    ]);
  });

  it('counts what is too much to list', async () => {
    const seven = Array.from({ length: 7 }, (_unused, index) => resource(`Fn${index}`)).join('');

    expect(await toldAfter(resource('Kept'), resource('Kept') + seven)).toEqual([
      'Changes are in force: 7 functions added.',
    ]);
  });

  it('tells nothing when all is as it was', async () => {
    expect(await toldAfter(resource('Kept', '/kept'), `# a comment\n${resource('Kept', '/kept')}`)).toEqual([]);
  });
});
