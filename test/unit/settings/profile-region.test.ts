import { describe, expect, it } from '@jest/globals';
import { readSettings, type SettingsSources } from '../../../src/settings/index.js';
import { projectFolder } from '../../support/project-folder.js';

const files = {
  '.aws/config': `
# region = commented
[default]
output = json
region=eu-central-1
[profile work]
s3 =
  region = inner
region = ap-south-1 # mine
`,
  '.aws/credentials': '[keys]\naws_access_key_id = a\nregion = sa-east-1\n',
  'other/config': '[default]\nregion = us-west-2\n',
};

// AWS CLI user guide, "Configuration and credential file settings": what SAM's local commands and AWS's clients take.
describe('the region', () => {
  it.each<[string, Partial<SettingsSources['environment']>, string]>([
    ['of the default profile', {}, 'eu-central-1'],
    ['of the profile that is named', { AWS_PROFILE: 'work' }, 'ap-south-1'],
    ['that stands beside the keys', { AWS_PROFILE: 'keys' }, 'sa-east-1'],
    ['of the file that AWS_CONFIG_FILE names', { AWS_CONFIG_FILE: 'other/config' }, 'us-west-2'],
    ['of the environment before that of any profile', { AWS_PROFILE: 'work', AWS_REGION: 'ca-west-1' }, 'ca-west-1'],
    ['us-east-1 where the profile has none', { AWS_PROFILE: 'unknown' }, 'us-east-1'],
  ])('is that %s', async (_, more, expected) => {
    await using home = await projectFolder(files);
    const config = more['AWS_CONFIG_FILE'];
    const environment = {
      HOME: home.path,
      ...more,
      ...(config !== undefined && { AWS_CONFIG_FILE: `${home.path}/${config}` }),
    };
    const read = (command: SettingsSources['command']) =>
      readSettings({ command, flags: new Map(), functionNames: [], environment, folder: home.path }).settings.region;

    expect(read('start-api')).toBe(expected);
    expect(read('env')).toBe(expected);
  });

  it('of a test suite’s emulator depends on nobody’s profile', async () => {
    await using home = await projectFolder(files);
    const environment = { HOME: home.path };

    const { settings } = readSettings({
      command: 'createEmulator',
      flags: new Map(),
      functionNames: [],
      environment,
      folder: home.path,
    });

    expect(settings.region).toBe('us-east-1');
  });
});
