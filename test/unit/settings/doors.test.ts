import { describe, expect, it } from '@jest/globals';
import { type OptionKey, readSettings, type Settings } from '../../../src/settings/index.js';
import { projectFolder } from '../../support/project-folder.js';

function settingsFrom(flags: Readonly<Partial<Record<OptionKey, unknown>>>, folder = '/nowhere'): Settings {
  const given = Object.entries(flags).map(
    ([key, raw]) => [key as OptionKey, { raw, name: `--${key}`, folder }] as const,
  );
  return readSettings({ command: 'start-api', flags: new Map(given), environment: {}, folder, functionNames: [] })
    .settings;
}

describe('the settings of the HTTP doors', () => {
  it('serve TLS with the files of the user, or with a certificate of our own', () => {
    expect(settingsFrom({}).tls).toBeUndefined();
    expect(settingsFrom({ https: true }).tls).toEqual({ isSelfMade: true });
    expect(settingsFrom({ 'ssl-cert-file': 'c.pem', 'ssl-key-file': '/k.pem' }).tls).toEqual({
      certificateFile: '/nowhere/c.pem',
      keyFile: '/k.pem',
    });
  });

  it('want a certificate with its key', () => {
    expect(() => settingsFrom({ 'ssl-cert-file': 'c.pem' })).toThrow(
      '--ssl-cert-file is "/nowhere/c.pem", and --ssl-key-file is missing. Pass both, or --https for a certificate made for this machine.',
    );
  });

  it('name ports one by one, or in a table', () => {
    expect(settingsFrom({ 'alb-port': ['Web=8080', 'Https=0'] }).albPorts).toEqual({ Web: 8080, Https: 0 });
    expect(settingsFrom({ 'url-port': { Fn: 9000 } }).urlPorts).toEqual({ Fn: 9000 });
    expect(() => settingsFrom({ 'alb-port': 'Web' })).toThrow('Invalid value "Web" for --alb-port. Write Name=PORT');
    expect(() => settingsFrom({ 'url-port': 'Fn=70000' })).toThrow('Invalid value "Fn=70000" for --url-port.');
  });

  it('have the static folder of SAM when there is one, and the one that is named must be there', async () => {
    await using project = await projectFolder({ 'public/a.txt': '', 'other/b.txt': '' });

    expect(settingsFrom({}, project.path).staticFolder).toBe(`${project.path}/public`);
    expect(settingsFrom({ 'static-dir': 'other' }, project.path).staticFolder).toBe(`${project.path}/other`);
    expect(settingsFrom({}).staticFolder).toBeUndefined();
    expect(() => settingsFrom({ 'static-dir': 'none' })).toThrow('No folder is at "/nowhere/none".');
  });
});
