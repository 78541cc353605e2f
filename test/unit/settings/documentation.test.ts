import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../../src/base/index.js';
import { localstackReference, settingsReference } from '../../../src/settings/index.js';

describe('the reference of the settings in README.md', () => {
  it('is what the options table says (else run "npm run reference")', () => {
    const readme = readFileSync(path.join(packageRoot(), 'README.md'), 'utf8');

    expect(readme).toContain(`<!-- reference -->\n\n${settingsReference()}\n\n<!-- /reference -->`);
  });
});

describe('the page for people of LocalStack', () => {
  it('says of every variable what the tables say (else run "npm run reference")', () => {
    const page = readFileSync(path.join(packageRoot(), 'src/settings/coming-from-localstack.md'), 'utf8');

    expect(page).toContain(`<!-- localstack -->\n\n${localstackReference()}\n\n<!-- /localstack -->`);
  });
});
