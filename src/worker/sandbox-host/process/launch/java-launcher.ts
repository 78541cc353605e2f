import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { HostVerdict } from '../../sandbox-host.js';
import type { SandboxPlace } from '../sandbox-place.js';
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

  launch({ handler }: RuntimeToLaunch, { taskRoot, optFolder }: SandboxPlace): Promise<Launch> {
    const java = findExecutable('java', this.searchPath);
    const { jars } = this.#clientJars();
    if (java === undefined) return Promise.resolve({ invalidEntrypoint: 'fork/exec java: no such file or directory' });
    const classPath = [...jars, taskRoot, path.join(taskRoot, 'lib/*'), path.join(optFolder, 'java/lib/*')];
    return Promise.resolve({
      command: java,
      parameters: [
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
    const commands = missing.map((artifact) => `mvn dependency:get -Dartifact=com.amazonaws:${artifact}:LATEST`);
    return {
      able: false,
      reason: `the official Java client (${missing.join(', ')}) was not found in "${this.mavenRepository}"`,
      remedy: `Run ${commands.join(' && ')}, or start Docker.`,
    };
  }

  #clientJars(): { readonly jars: readonly string[]; readonly missing: readonly string[] } {
    const found = artifacts.map((artifact) => ({ artifact, jar: this.#newestJar(artifact) }));
    return {
      jars: found.flatMap(({ jar }) => jar ?? []),
      missing: found.filter(({ jar }) => jar === undefined).map(({ artifact }) => artifact),
    };
  }

  #newestJar(artifact: string): string | undefined {
    const folder = path.join(this.mavenRepository, 'com/amazonaws', artifact);
    return filesIn(folder)
      .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))
      .flatMap((version) => {
        const names = filesIn(path.join(folder, version)).filter((name) => jarNames(artifact, version).includes(name));
        return names.map((name) => path.join(folder, version, name));
      })[0];
  }
}

const artifacts = ['aws-lambda-java-runtime-interface-client', 'aws-lambda-java-core', 'aws-lambda-java-serialization'];

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
