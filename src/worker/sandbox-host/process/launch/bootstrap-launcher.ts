import { open } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { HostVerdict } from '../../sandbox-host.js';
import type { SandboxPlace } from '../sandbox-place.js';
import { programUnderDebugger } from '../../debug/program.js';
import { debugAddress } from './debug-on-this-machine.js';
import { isExecutableFile } from './executables.js';
import type { Launch, RuntimeLauncher, RuntimeToLaunch } from './launcher.js';

/** Custom runtimes (`provided.*`): the function's own `bootstrap`, from its code or from a layer. */
export class BootstrapLauncher implements RuntimeLauncher {
  verdict({ runtime }: RuntimeToLaunch): Promise<HostVerdict> {
    if (os.platform() === 'linux') return Promise.resolve({ able: true });
    const notice = `The bootstrap of the runtime "${runtime.id}" must be a program for ${os.platform()}; on AWS it is one for Linux.`;
    return Promise.resolve({ able: true, notice });
  }

  async launch({ debug }: RuntimeToLaunch, { taskRoot, optFolder }: SandboxPlace): Promise<Launch> {
    const places = [
      { told: '/var/task/bootstrap', file: path.join(taskRoot, 'bootstrap') },
      { told: '/opt/bootstrap', file: path.join(optFolder, 'bootstrap') },
    ];
    const found = places.find(({ file }) => isExecutableFile(file));
    if (found === undefined) {
      const searched = places.map(({ told }) => told).join(' ');
      return { invalidEntrypoint: `Couldn't find valid bootstrap(s): [${searched}]` };
    }
    if (!(await runsHere(found.file))) return { invalidEntrypoint: `fork/exec ${found.told}: exec format error` };
    if (debug?.files !== undefined) {
      const folder = debug.files.path;
      const [command, ...parameters] = programUnderDebugger(debug, {
        folder,
        address: debugAddress,
        bootstrap: found.file,
      });
      return { command, parameters, environment: {}, wrappable: false };
    }
    return { command: found.file, toldCommand: found.told, parameters: [], environment: {}, wrappable: false };
  }
}

/**
 * Whether the kernel itself would run the file: a script that names its interpreter, or a program for this machine. Asked
 * beforehand, because the C library hands anything else to a shell.
 */
async function runsHere(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(20);
    await handle.read(head, 0, head.length, 0);
    if (head.toString('latin1', 0, 2) === '#!') return true;
    if (os.platform() !== 'linux') return head.readUInt32LE(0) === machO64 || head.readUInt32BE(0) === machOFat;
    return head.toString('latin1', 1, 4) === 'ELF' && head.readUInt16LE(18) === elfMachines.get(os.arch());
  } finally {
    await handle.close();
  }
}

const elfMachines: ReadonlyMap<string, number> = new Map([
  ['x64', 62],
  ['arm64', 183],
]);
const machO64 = 0xfeedfacf;
const machOFat = 0xcafebabe;
