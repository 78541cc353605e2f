import type { IgnoredOption } from '../option.js';

const streamed = 'code reaches sandboxes by stream, whatever the paths of the Docker host are';

const extended = 'a template that names AWS::LanguageExtensions is always read with them, as CloudFormation reads it';

/** SAM’s flags that need nothing here, by long name: accepted, and answered with one line. */
export const ignoredOptions: Readonly<Record<string, IgnoredOption>> = {
  'force-image-build': {
    flags: '--force-image-build',
    reason: 'layers are mounted, no image is built for them',
  },
  'layer-cache-basedir': {
    flags: '--layer-cache-basedir <folder>',
    reason: 'layers are stored once per content in the data folder (--data-dir)',
  },
  'skip-prepare-infra': {
    flags: '--skip-prepare-infra',
    reason: 'there is no infrastructure to prepare',
  },
  'language-extensions': { flags: '--language-extensions', reason: extended },
  'no-language-extensions': { flags: '--no-language-extensions', reason: extended },
  'no-event-validation': {
    flags: '--no-event-validation',
    reason: 'events are handed over as they are and never validated',
  },
  'beta-features': { flags: '--beta-features', reason: 'no feature hides behind a switch' },
  'no-beta-features': { flags: '--no-beta-features', reason: 'no feature hides behind a switch' },
  'docker-volume-basedir': { flags: '-v, --docker-volume-basedir <folder>', reason: streamed },
  'mount-symlinks': { flags: '--mount-symlinks', reason: `${streamed}; symbolic links are kept` },
  'no-mount-symlinks': { flags: '--no-mount-symlinks', reason: `${streamed}; symbolic links are kept` },
  shutdown: { flags: '--shutdown', reason: 'runtimes always get their shutdown phase' },
  'save-params': {
    flags: '--save-params',
    reason: 'write the settings that you want to keep into hearth.toml or samconfig.toml',
  },
};
