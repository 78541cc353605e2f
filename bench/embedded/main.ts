// A Hearth in this process, used and stopped: node embedded.js <dist/index.js> docker|process. It has to end by itself afterwards.
import { functionFolder } from '../parts/bench-function.js';

interface Emulator {
  deploy(definition: object): Promise<void>;
  invoke(name: string, payload: unknown): Promise<{ readonly functionError?: string }>;
  stop(): Promise<void>;
}

const [moduleFile = '', sandboxHost = ''] = process.argv.slice(2);
const { createEmulator } = (await import(moduleFile)) as { createEmulator: (options: object) => Promise<Emulator> };
const hearth = await createEmulator({ sandboxHost });
const deploy = (name: string): Promise<void> => {
  return hearth.deploy({ name, runtime: 'nodejs22.x', timeoutSeconds: 1, code: functionFolder(`soak/${name}`) });
};
await Promise.all(['fast', 'crashes', 'times-out'].map(deploy));
await Promise.all(Array.from({ length: 10 }, () => hearth.invoke('fast', { text: 'x' })));
await Promise.all([hearth.invoke('crashes', { how: 'exit' }), hearth.invoke('times-out', {})]);
await hearth.stop();

// What Node itself holds for the standard streams is no one's to release.
const held = process.getActiveResourcesInfo().filter((name) => !/^(PipeWrap|TTYWrap|FSReqCallback)$/.test(name));
process.stdout.write(`Stopped, still holding: ${JSON.stringify(held)}\n`);
