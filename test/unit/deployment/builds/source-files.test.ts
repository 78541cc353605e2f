import path from 'node:path';
import { expect, it } from '@jest/globals';
import { SourceReader } from '../../../../src/deployment/builds/source-files.js';
import { projectFolder } from '../../../support/project-folder.js';

it('logs, packages and Hearth’s own data are no sources, so a change of them starts no build', async () => {
  await using folder = await projectFolder({
    'src/hi.ts': '',
    'hearth.log': '',
    'node_modules/a/index.js': '',
    '.hearth/x': '',
  });

  const sources = await new SourceReader(() => false).read(folder.path, new Set());

  expect([...sources.keys()].map((file) => path.relative(folder.path, file))).toEqual(['src/hi.ts']);
});
