import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ManualClock, readTlsFiles, selfMadeCertificate, UserError } from '../../../../src/base/index.js';
import { projectFolder } from '../../../support/project-folder.js';

describe('the certificate and the key of the user', () => {
  it('are taken when they belong together, else the file and the remedy are named', async () => {
    await using folder = await projectFolder({
      'text.pem': 'no PEM',
      'locked.pem': '-----BEGIN ENCRYPTED PRIVATE KEY-----\n',
    });
    const pair = async (name: string) => {
      await selfMadeCertificate(path.join(folder.path, name), ['localhost'], new ManualClock());
      return [path.join(folder.path, name, 'certificate.pem'), path.join(folder.path, name, 'key.pem')] as const;
    };
    const [certificate, key] = await pair('one');
    const [, otherKey] = await pair('other');
    const text = path.join(folder.path, 'text.pem');
    const read = (certificateFile: string, keyFile: string) => () => readTlsFiles(certificateFile, keyFile);

    expect(read(certificate, key)()).toEqual({
      certificate: readFileSync(certificate, 'utf8'),
      key: readFileSync(key, 'utf8'),
    });
    expect(read('/nowhere/cert.pem', key)).toThrow(/"\/nowhere\/cert.pem" cannot be read: .* --ssl-cert-file\.$/);
    expect(read(text, key)).toThrow(`"${text}" holds no certificate.`);
    expect(read(certificate, text)).toThrow(`"${text}" holds no private key.`);
    expect(read(certificate, path.join(folder.path, 'locked.pem'))).toThrow(/passphrase\. .*openssl pkey/);
    expect(read(certificate, otherKey)).toThrow(UserError);
    expect(read(certificate, otherKey)).toThrow(/does not belong to the certificate/);
  });
});
