// An esbuild plugin: what `light-dockerode.ts` imports becomes dockerode without the packages that only ssh:// addresses and BuildKit's
// sessions need, and with Node's own streams in place of a copy of them. Loading those takes five times as long as all of the rest, and most engines are reached by a socket.
import { createRequire } from 'node:module';
import path from 'node:path';

/** Modules of dockerode and docker-modem that need those packages, and what they export. */
const leftOut = {
  'docker-modem/lib/ssh.js': 'ssh:// addresses',
  'dockerode/lib/session.js': 'sessions of BuildKit',
  'dockerode/lib/buildkit.js': 'progress of BuildKit',
};

export const lightDockerode = {
  name: 'light-dockerode',
  setup(build) {
    const require = createRequire(path.resolve('package.json'));
    const modules = new Map(Object.entries(leftOut).map(([module, what]) => [require.resolve(module), what]));
    build.onResolve({ filter: /^dockerode$/ }, ({ importer }) =>
      importer.endsWith('light-dockerode.ts') ? { path: require.resolve('dockerode') } : undefined,
    );
    build.onResolve({ filter: /^readable-stream$/ }, ({ importer }) =>
      importer.includes('docker-modem') ? { path: 'node:stream', external: true } : undefined,
    );
    build.onLoad({ filter: /[\\/](?:dockerode|docker-modem)[\\/]lib[\\/]/ }, ({ path: file }) => {
      const what = modules.get(file);
      if (what === undefined) return undefined;
      return { contents: `module.exports = () => { throw new Error('${what} need the whole of dockerode'); };` };
    });
  },
};
