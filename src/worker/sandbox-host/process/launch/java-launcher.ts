import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { HostVerdict } from '../../sandbox-host.js';
import type { SandboxPlace } from '../sandbox-place.js';
import { jdwpArguments } from '../../debug/jdwp.js';
import { debugAddress } from './debug-on-this-machine.js';
import { findExecutable } from './executables.js';
import type { Launch, RuntimeLauncher, RuntimeToLaunch } from './launcher.js';

/** Java functions: the official client's jars from the local Maven repository, on this machine's `java`. */
export class JavaLauncher implements RuntimeLauncher {
  constructor(
    private readonly searchPath: string,
    private readonly mavenRepository: string,
  ) {}

  verdict({ runtime }: RuntimeToLaunch): Promise<HostVerdict> {
    return Promise.resolve(this.#verdict(runtime.id));
  }

  launch({ handler, debug }: RuntimeToLaunch, { taskRoot, optFolder, temporaryFolder }: SandboxPlace): Promise<Launch> {
    const java = findExecutable('java', this.searchPath);
    const { jars } = this.#clientJars();
    if (java === undefined) return Promise.resolve({ invalidEntrypoint: 'fork/exec java: no such file or directory' });
    const classPath = [...jars, taskRoot, path.join(taskRoot, 'lib/*'), path.join(optFolder, 'java/lib/*')];
    return Promise.resolve({
      command: java,
      parameters: [
        ...(debug === undefined ? [] : jdwpArguments(debug, debugAddress)),
        // Java does not ask TMPDIR.
        `-Djava.io.tmpdir=${temporaryFolder}`,
        ...['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath.join(path.delimiter)],
        ...['com.amazonaws.services.lambda.runtime.api.client.AWSLambda', handler],
      ],
      environment: {},
      wrappable: true,
    });
  }

  #verdict(runtimeId: string): HostVerdict {
    if (findExecutable('java', this.searchPath) === undefined) {
      return {
        able: false,
        reason: `no "java" was found on PATH for the runtime "${runtimeId}"`,
        remedy: 'Install a Java runtime, or start Docker.',
      };
    }
    const { missing } = this.#clientJars();
    if (missing.length === 0) return { able: true };
    return {
      able: false,
      reason: `the official Java client (${missing.join(', ')}) was not found in "${this.mavenRepository}"`,
      remedy:
        'Run mvn dependency:get -Dartifact=com.amazonaws:aws-lambda-java-runtime-interface-client:LATEST, or start Docker.',
    };
  }

  #clientJars(): { readonly jars: readonly string[]; readonly missing: readonly string[] } {
    const found = artifacts.map((artifact) => ({ ...artifact, jar: this.#newestJar(artifact) }));
    return {
      jars: found.flatMap(({ jar }) => jar ?? []),
      missing: found.filter(({ jar, optional }) => jar === undefined && !optional).map(({ name }) => name),
    };
  }

  #newestJar({ group, name }: Artifact): string | undefined {
    const folder = path.join(this.mavenRepository, group, name);
    return filesIn(folder)
      .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))
      .flatMap((version) => {
        const jars = filesIn(path.join(folder, version)).filter((file) => jarNames(name, version).includes(file));
        return jars.map((file) => path.join(folder, version, file));
      })[0];
  }
}

interface Artifact {
  readonly group: string;
  readonly name: string;
  /** True where only some versions of the client need it. */
  readonly optional: boolean;
}

const artifacts: readonly Artifact[] = [
  { group: 'com/amazonaws', name: 'aws-lambda-java-runtime-interface-client', optional: false },
  { group: 'com/amazonaws', name: 'aws-lambda-java-core', optional: false },
  { group: 'com/amazonaws', name: 'aws-lambda-java-serialization', optional: false },
  { group: 'software/amazon/awssdk', name: 'utils-lite', optional: true },
];

/** The client comes with native code for each platform in one jar, or in one jar per platform. */
function jarNames(artifact: string, version: string): readonly string[] {
  return [
    `${artifact}-${version}.jar`,
    `${artifact}-${version}-linux-x86_64.jar`,
    `${artifact}-${version}-linux-aarch_64.jar`,
  ];
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
