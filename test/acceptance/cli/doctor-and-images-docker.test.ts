import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../support/project-folder.js';
import { runHearth } from '../../support/product/running-command.js';

describe('where an engine answers', () => {
  it('hearth doctor tells the engine, the way from sandboxes to Hearth, /tmp, images and ports', async () => {
    await using folder = await projectFolder();

    const { stdout, stderr } = await runHearth(['doctor'], { folder: folder.path });

    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ok {3}engine: .* \(API v?[\d.]+\) at \S+, found by /m);
    expect(stdout).toMatch(/^(ok {3}|BAD {2})route: sandboxes on /m);
    for (const topic of ['/tmp', 'images', 'process host', 'ports']) expect(stdout).toContain(` ${topic}: `);
  });

  it('an engine behind a socket is spoken to without loading what only ssh:// needs', async () => {
    const tellLoaded =
      'process.on("exit", () => console.error(Object.keys(require("node:module")._cache).filter((file) => /[/](ssh2|@grpc)[/]/.test(file))));';
    await using folder = await projectFolder({ 'tell-loaded.cjs': tellLoaded });
    const environment = { NODE_OPTIONS: `--require=${path.join(folder.path, 'tell-loaded.cjs')}` };

    const { stdout, stderr } = await runHearth(['doctor'], { folder: folder.path, environment });

    expect(stdout).toMatch(/^ok {3}engine: /m);
    expect(stderr).toBe('[]\n');
  });

  it('hearth doctor names a network that is not there', async () => {
    await using folder = await projectFolder();

    const run = await runHearth(['doctor', '--docker-network', 'no-such-network'], { folder: folder.path });

    expect(run.status).toBe(2);
    expect(run.stdout).toMatch(/^BAD .*"no-such-network"/m);
  });

  it('hearth images list shows what images there are, also as JSON', async () => {
    await using folder = await projectFolder();

    const text = await runHearth(['images', 'list'], { folder: folder.path });
    const json = await runHearth(['images', 'list', '--log-format', 'json'], { folder: folder.path });

    expect([text.status, json.status]).toEqual([0, 0]);
    const images = json.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
    for (const image of images) {
      expect(image).toMatchObject({ reference: expect.any(String), runtimes: expect.any(Array) });
      expect(text.stdout).toContain((image as { reference: string }).reference);
    }
    expect(text.stdout + text.stderr).toMatch(/^IMAGE +RUNTIMES +ORIGIN +SIZE|None yet/m);
  });

  it('hearth images build names a runtime that Lambda does not have', async () => {
    await using folder = await projectFolder();

    const run = await runHearth(['images', 'build', 'cobol1.x'], { folder: folder.path });

    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(/^Error: Unknown runtime: "cobol1\.x"\. Pass identifiers of Lambda such as nodejs22\.x/);
  });
});
