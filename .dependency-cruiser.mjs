// Every rule comes from the table in src/README.md: a room imports only what its row names, and only through `index.ts`.
import { readLayers } from './scripts/layers.mjs';

const rows = readLayers();
const rooms = rows.flatMap(({ rooms: names, mayImport }) => names.map((name) => ({ name, mayImport })));
const isFile = (room) => room.endsWith('.ts');
const pathOf = (room) => (isFile(room) ? `^src/${room.replaceAll('.', '\\.')}$` : `^src/${room}/`);

const layerRules = rooms.map(({ name, mayImport }) => ({
  name: `layers: ${name}`,
  comment: `src/README.md: ${name} may import ${mayImport.join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: pathOf(name) },
  to: {
    path: '^src/',
    pathNot: [pathOf(name), ...mayImport.filter((room) => !isFile(room)).map((room) => `^src/${room}/`)],
  },
}));

const doorRules = rooms
  .filter(({ name }) => !isFile(name))
  .map(({ name }) => ({
    name: `front door of ${name}`,
    comment: 'A room is entered through its index.ts only.',
    severity: 'error',
    from: { path: '^src/', pathNot: pathOf(name) },
    to: {
      path: pathOf(name),
      pathNot: [
        `^src/${name}/index\\.ts$`,
        `^src/${name}/(docker|process)/index\\.ts$`,
        `^src/${name}/[a-z-]+/index\\.ts$`,
      ],
    },
  }));

export default {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'dockerode only in worker/sandbox-host/docker',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/worker/sandbox-host/docker/' },
      to: { path: 'node_modules/(dockerode|docker-modem)' },
    },
    {
      name: '@aws-sdk only in aws-services',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/aws-services/' },
      to: { path: 'node_modules/@aws-sdk' },
    },
    ...layerRules,
    ...doorRules,
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default'] },
  },
};
