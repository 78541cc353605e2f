import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../support/project-folder.js';
import { runHearth } from '../../support/product/running-command.js';

const environment = { DOCKER_HOST: 'unix:///nonexistent.sock' };

describe('where no engine answers', () => {
  it('hearth doctor names the address, the remedy and what works meanwhile, and ends with status 2', async () => {
    await using folder = await projectFolder();

    const { status, stdout, stderr } = await runHearth(['doctor'], { folder: folder.path, environment });

    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(stdout).toMatch(
      /^BAD {2}engine: Docker does not answer at "unix:\/\/\/nonexistent\.sock" \(DOCKER_HOST\).*DOCKER_HOST/m,
    );
    expect(stdout).toContain('Until then functions run on the process host.');
    expect(stdout).toMatch(/^ok {3}process host: nodejs22\.x: /m);
    expect(stdout).not.toMatch(/route:|\n\s+at /);
  });

  it('an ssh:// address is tried over ssh', async () => {
    await using folder = await projectFolder();
    const unheard = { DOCKER_HOST: 'ssh://nobody@127.0.0.1:1' };

    const { stdout } = await runHearth(['doctor'], { folder: folder.path, environment: unheard });

    expect(stdout).toMatch(/^BAD {2}engine: .*"ssh:\/\/nobody@127\.0\.0\.1:1" \(DOCKER_HOST\): connection refused/m);
  });

  it('hearth doctor finds nothing wrong in that with --sandbox-host process', async () => {
    await using folder = await projectFolder();
    const words = ['doctor', '--sandbox-host', 'process', '--log-format', 'json'];

    const { stdout } = await runHearth(words, { folder: folder.path, environment });
    const findings = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);

    expect(findings).toContainEqual({
      topic: 'engine',
      state: 'note',
      text: expect.stringMatching(/^not used \(--sandbox-host process\): .*nonexistent\.sock/),
    });
  });

  it.each([['list'], ['pull', 'nodejs22.x'], ['build', 'nodejs22.x']])(
    'hearth images %s names the address and the remedy',
    async (...words) => {
      await using folder = await projectFolder();

      const run = await runHearth(['images', ...words], { folder: folder.path, environment });

      expect(run).toMatchObject({ status: 2, stdout: '' });
      expect(run.stderr).toMatch(/^Error: Docker does not answer at "unix:\/\/\/nonexistent\.sock".*DOCKER_HOST/);
    },
  );
});
