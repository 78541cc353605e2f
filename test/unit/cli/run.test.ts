// cspell:ignore invok shwo
import { describe, expect, it } from '@jest/globals';
import { commandLine } from '../../support/command-line.js';
import { projectFolder } from '../../support/project-folder.js';

describe('the command line', () => {
  it('prints its version on stdout', async () => {
    expect(await commandLine(['--version'])).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });

  it.each([
    ['help', 0, 'Usage: hearth [options] [command]'],
    ['help events show', 0, 'Usage: hearth events show [options] <ID>'],
    ['help invok', 2, '"hearth" has no command "invok". Did you mean "invoke"? It has start-api, '],
    ['help events shwo', 2, '"events" has no command "shwo". Did you mean "show"? It has list, show, replay.'],
    ['events shwo', 2, '"hearth events" has no command "shwo". Did you mean "show"? It has list, show, replay.'],
    ['events --limit 0', 2, 'Invalid value "0" for --limit. Use a whole number from 1 on.'],
    ['generate-event s3', 2, 'Usage: hearth generate-event s3 [options] [command]'],
    ['images', 2, 'Usage: hearth images [options] [command]'],
  ])('answers "hearth %s" with status %d', async (words, expected, told) => {
    const { status, stdout, stderr } = await commandLine(words.split(' '));

    expect(expected === 0 ? stdout : stderr).toContain(told);
    expect(status).toBe(expected);
  });

  it('shows its help when no command is named', async () => {
    const { stderr, stdout } = await commandLine([]);

    expect(stdout + stderr).toContain('start-api [options] [FN...]');
  });

  it.each(
    [
      'start-api',
      'start-lambda',
      'start',
      'invoke',
      'logs',
      'ps',
      'validate',
      'env',
      'generate-event',
      'generate-event s3',
      'generate-event s3 put',
      'doctor',
      'images build',
      'images pull',
      'images list',
    ].map((command) => [command]),
  )('%s has help with an example', async (command) => {
    const { status, stdout } = await commandLine([...command.split(' '), '--help']);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: hearth /);
    expect(stdout).toMatch(/Examples?:\n {2}hearth|Example:/);
  });

  it.each([
    [
      'start-api',
      ['--port', '--lambda-port', '--env-vars', '--parameter-overrides', '--warm-containers', '--keep-alive'],
    ],
    ['start-lambda', ['--port', '--docker-network', '--invoke-image', '--skip-pull-image', '--aws-endpoint']],
    ['invoke', ['--event', '--env-vars', '--profile', '--region', '--no-credentials']],
    ['doctor', ['--docker-network', '--container-host', '--container-host-interface', '--sandbox-host']],
  ])('%s takes its flags', async (command, flags) => {
    const { stdout } = await commandLine([command, '--help']);

    for (const flag of flags) expect(stdout).toContain(flag);
  });

  it.each([
    ['--layer-cache-basedir', ['--layer-cache-basedir', '/tmp']],
    ['--force-image-build', ['--force-image-build']],
    ['--skip-prepare-infra', ['--skip-prepare-infra']],
    ['--no-event-validation', ['--no-event-validation']],
    ['--no-beta-features', ['--no-beta-features']],
    ['--docker-volume-basedir', ['-v', '/code']],
  ])('accepts %s with one line that says why nothing is needed', async (flag, words) => {
    await using folder = await projectFolder();

    const { stderr } = await commandLine(['ps', ...words], { folder: folder.path });

    expect(stderr.split('\n')[0]).toMatch(new RegExp(`^${flag} is not needed: .+\\.$`));
  });

  // What `sam local invoke --help` of AWS SAM CLI 1.170 lists.
  it('knows every flag of sam local by name, taken, not needed or refused', async () => {
    const taken = await commandLine(['invoke', '--help']);
    const flags = [
      ...['--template-file', '--parameter-overrides', '--region', '--profile', '--event', '--tenant-id', '--env-vars'],
      ...['--container-env-vars', '--debug-port', '--debugger-path', '--debug-args', '--docker-volume-basedir'],
      ...['--skip-pull-image', '--docker-network', '--force-image-build', '--shutdown', '--container-host'],
      ...['--container-host-interface', '--add-host', '--container-dns', '--invoke-image', '--runtime', '--log-file'],
      ...['--mount-symlinks', '--no-mount-symlinks', '--no-memory-limit', '--layer-cache-basedir', '--config-env'],
      ...['--config-file', '--save-params', '--language-extensions', '--no-language-extensions', '--debug'],
      ...['--beta-features', '--no-beta-features', '--skip-prepare-infra', '--no-event', '--durable-execution-name'],
      ...['--hook-name', '--prepare-infra', '--terraform-plan-file', '-ii'],
    ];

    for (const flag of flags.filter((flag) => !taken.stdout.includes(`${flag} `))) {
      const { stderr } = await commandLine(['invoke', flag, 'value', '--template', '/nowhere/none.yaml']);
      expect(stderr).not.toContain('unknown option');
    }
  });

  it.each([
    ['--hook-name', ['terraform']],
    ['--terraform-plan-file', ['plan.json']],
    ['--prepare-infra', []],
    ['--durable-execution-name', ['mine']],
  ])('refuses %s and says what to do instead', async (flag, value) => {
    const { status, stderr } = await commandLine(['invoke', 'Fn', flag, ...value]);

    expect(stderr).toMatch(new RegExp(`^Error: ${flag} cannot be had: .+\\.\n$`));
    expect(status).toBe(2);
  });

  it('tells wrong input without a stack, and ends with status 2', async () => {
    expect(await commandLine(['start', '--keep-alive', 'soon'])).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'Error: Invalid value "soon" for --keep-alive. Use a number with a unit, such as "500ms", "30s", "10m" or "1h" (24 days at most).\n',
    });
  });

  it('paints errors on a terminal, unless NO_COLOR is set', async () => {
    let painted = '';
    const stderr = { isTerminal: true, write: (text: string) => void (painted += text) };

    await commandLine(['start', '-p', 'x'], { stderr });
    await commandLine(['start', '-p', 'x'], { stderr, environment: { NO_COLOR: '1' } });

    expect(painted).toMatch(/^\u001B\[31mError:\u001B\[0m .*\nError: /);
  });
});
