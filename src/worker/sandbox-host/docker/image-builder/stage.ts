import type { Architecture } from '../../../../model/index.js';
import type { DebianRelease, ImageRecipe } from './image-recipe.js';

/** A step of a build that leaves an image; stages that several runtimes need are made once. */
export type Stage = BootstrapStage | DockerfileStage;

/** Debian's smallest root file system, made without any image. */
export interface BootstrapStage {
  readonly kind: 'bootstrap';
  readonly name: string;
  readonly release: DebianRelease;
}

export interface DockerfileStage {
  readonly kind: 'dockerfile';
  /** Repository below `lambda-hearth/`, and what progress is told under. */
  readonly name: string;
  /** Folder below `runtime-images/`; only the files directly in it belong to the stage. */
  readonly folder: string;
  /** Build argument → the stage whose image it names. */
  readonly parents: Readonly<Record<string, Stage>>;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly downloads: readonly Download[];
}

/** What is fetched on this machine, by its own npm or from its own files, into the build's context. */
export type Download =
  | { readonly kind: 'npm-package'; readonly specifier: string; readonly file: string }
  | { readonly kind: 'npm-dependencies' }
  | { readonly kind: 'certificates' };

/** The last stage of a runtime's image; its parents lead back to the bootstrapped root. */
export function stageFor(recipe: ImageRecipe, architecture: Architecture): DockerfileStage {
  const debian = debianStage(recipe.release);
  const base = dockerfile(`base-${recipe.release}`, 'base', { DEBIAN: debian });
  const name = `${recipe.family}-${recipe.version}`;
  switch (recipe.family) {
    case 'provided':
      return dockerfile(name, 'provided', { BASE: base });
    case 'python':
      return { ...dockerfile(name, 'python', { DEBIAN: debian, BASE: base }), downloads: [{ kind: 'certificates' }] };
    case 'java':
      return {
        ...dockerfile(name, 'java', { BASE: base, CLIENT: javaClientStage() }),
        buildArguments: { MAJOR: recipe.version },
      };
    case 'nodejs': {
      const node = nodePackage(recipe.version, architecture);
      return {
        ...dockerfile(name, 'nodejs', { BASE: base, CLIENT: nodeClientStage(recipe.version, architecture) }),
        buildArguments: { MAJOR: recipe.version },
        downloads: [node, { kind: 'npm-package', specifier: 'npm@10', file: 'npm.tgz' }],
      };
    }
  }
}

/** AWS runs nodejs24.x on version 4 of the client and the older ones on version 3; one addon serves every Node.js. */
function nodeClientStage(nodeMajor: string, architecture: Architecture): DockerfileStage {
  const [client, builtWith] = Number(nodeMajor) >= 24 ? ['client-4', '24'] : ['client-3', '22'];
  const debian = debianStage('bookworm');
  const compiler = dockerfile('compiler', 'compiler', { DEBIAN: debian });
  return {
    ...dockerfile(`nodejs-${client}`, `nodejs/${client}`, { DEBIAN: debian, COMPILER: compiler }),
    downloads: [{ kind: 'npm-dependencies' }, nodePackage(builtWith, architecture)],
  };
}

function javaClientStage(): DockerfileStage {
  return {
    ...dockerfile('java-client', 'java/client', { DEBIAN: debianStage('bookworm') }),
    downloads: [{ kind: 'certificates' }],
  };
}

function debianStage(release: DebianRelease): BootstrapStage {
  return { kind: 'bootstrap', name: `debian-${release}`, release };
}

/** The package in which npm carries the official build of Node.js. */
function nodePackage(major: string, architecture: Architecture): Download {
  const platform = architecture === 'arm64' ? 'linux-arm64' : 'linux-x64';
  return { kind: 'npm-package', specifier: `node-${platform}@${major}`, file: 'node.tgz' };
}

function dockerfile(name: string, folder: string, parents: Readonly<Record<string, Stage>>): DockerfileStage {
  return { kind: 'dockerfile', name, folder, parents, buildArguments: {}, downloads: [] };
}
