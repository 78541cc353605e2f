import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findCredentials } from '../../../src/aws-services/index.js';

/** The AWS SDK reads these itself. */
const variables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CONFIG_FILE',
];

describe('the AWS SDK chain', () => {
  const before = { ...process.env };
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hearth-credentials-'));
    for (const name of variables) Reflect.deleteProperty(process.env, name);
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = path.join(folder, 'credentials');
    process.env['AWS_CONFIG_FILE'] = path.join(folder, 'config');
    await writeFile(path.join(folder, 'config'), '');
    await writeFile(
      path.join(folder, 'credentials'),
      '[work]\naws_access_key_id = WORK-KEY\naws_secret_access_key = secret\n',
    );
  });

  afterEach(async () => {
    process.env = { ...before };
    await rm(folder, { recursive: true });
  });

  it('finds the credentials of a profile', async () => {
    const found = await findCredentials({ profile: 'work', region: 'us-east-1', signal: new AbortController().signal });

    expect(found).toMatchObject({ accessKeyId: 'WORK-KEY', secretAccessKey: 'secret' });
  });

  it('rejects soon on a machine without credentials', async () => {
    const search = findCredentials({ region: 'us-east-1', signal: AbortSignal.timeout(5000) });

    await expect(search).rejects.toThrow(/credentials/i);
  });
});
