import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createStaticFiles } from '../../../../src/front-doors/api-gateway/index.js';
import { frontendOf } from '../../../support/fake-frontend.js';
import { httpRequest } from '../../../support/http-request.js';
import { projectFolder } from '../../../support/project-folder.js';
import { apiOf } from '../../../support/routed-request.js';
import { serveApis } from '../../../support/served-apis.js';

const files = {
  'public/index.html': '<h1>hi</h1>',
  'public/app/a.css': 'body{}',
  'public/.hidden': 'hidden',
  'public/taken': 'from the folder',
  'template.yaml': 'secret',
};
const api = apiOf({ kind: 'http', stage: '$default', routes: [{ path: '/taken', payloadFormat: '2.0' }] });

// SAM CLI, "sam local start-api --static-dir".
describe('static files', () => {
  it('answer what no route takes, with types, ranges and validators', async () => {
    await using folder = await projectFolder(files);
    const staticFiles = createStaticFiles(path.join(folder.path, 'public'));
    await using server = await serveApis(
      [api],
      frontendOf(() => 'from the function'),
      { staticFiles },
    );
    const get = (url: string, headers = {}, method = 'GET') => httpRequest(server.port, url, { headers, method });

    const css = await get('/app/a.css');
    const range = await get('/app/a.css', { range: 'bytes=0-3' });
    const same = await get('/app/a.css', { 'if-none-match': css.headers.etag });
    const behind = await get('/app/a.css', { range: 'bytes=20-30' });
    const changed = await get('/app/a.css', { 'if-match': '"another"' });
    const head = await get('/app/a.css', {}, 'HEAD');
    const root = await get('/');
    const taken = await get('/taken');

    expect([css.status, css.headers['content-type'], css.body]).toEqual([200, 'text/css; charset=utf-8', 'body{}']);
    expect([range.status, range.headers['content-range'], range.body]).toEqual([206, 'bytes 0-3/6', 'body']);
    expect([same.status, same.body]).toEqual([304, '']);
    expect([behind.status, behind.headers['content-range'], behind.body]).toEqual([416, 'bytes */6', '']);
    expect([changed.status, changed.body]).toEqual([412, '']);
    expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '6', '']);
    expect([root.status, root.body]).toEqual([200, '<h1>hi</h1>']);
    expect(taken.body).toBe('from the function');
  });

  it('are never those outside the folder, hidden ones, or answers to other verbs and addresses', async () => {
    await using folder = await projectFolder(files);
    const staticFiles = createStaticFiles(path.join(folder.path, 'public'));
    await using server = await serveApis(
      [api],
      frontendOf(() => ''),
      { staticFiles },
    );
    const get = (url: string, options = {}) => httpRequest(server.port, url, options);

    const answers = await Promise.all([
      get('/../template.yaml'),
      get('/%2e%2e/template.yaml'),
      get('/..%2ftemplate.yaml'),
      get('/..%5ctemplate.yaml'),
      get('/a%00.css'),
      get('/%'),
      get('/.hidden'),
      get('/app/a.css', { method: 'POST' }),
      get(`/_aws/execute-api/${api.id}/app/a.css`),
    ]);

    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [404, '{"message":"Not Found"}']),
    );
  });
});
