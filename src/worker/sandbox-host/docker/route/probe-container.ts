import type Docker from 'dockerode';
import { ignoreAlreadyDone } from '../engine/docker-error.js';
import type { InitProcess } from '../containers/init-process.js';
import type { OwnerIdentity } from '../owner/owner-identity.js';
import { ownerLabels } from '../owner/owner-labels.js';

export interface ProbeContainerOptions {
  readonly docker: Docker;
  readonly owner: OwnerIdentity;
  readonly init: InitProcess;
  readonly network?: string;
  readonly addHosts: readonly string[];
}

/** A started container that runs the probe's script; disposing it removes it. */
export interface ProbeContainer extends AsyncDisposable {
  readonly addresses: readonly string[];
  /** Settles when the script has ended. */
  readonly ended: Promise<unknown>;
}

/** Starts the script in a container of `image`; rejects, leaving nothing behind, when the image has no shell. */
export async function startProbeContainer(
  options: ProbeContainerOptions,
  image: string,
  script: string,
): Promise<ProbeContainer> {
  try {
    return await start(options, image, script);
  } catch (error) {
    if (!options.init.isMissing(error)) throw error;
    return start(options, image, script);
  }
}

async function start(
  { docker, owner, init, network, addHosts }: ProbeContainerOptions,
  image: string,
  script: string,
): Promise<ProbeContainer> {
  const container = await docker.createContainer({
    Image: image,
    Entrypoint: ['/bin/sh', '-c', script],
    Cmd: [],
    User: '993:990',
    Labels: ownerLabels(owner, 'probe'),
    HostConfig: {
      LogConfig: { Type: 'none', Config: {} },
      CapDrop: ['ALL'],
      // Shows whether the engine's init is there, before the first sandbox needs it.
      Init: init.there,
      ExtraHosts: [...addHosts],
      ...(network === undefined ? {} : { NetworkMode: network }),
    },
  });
  const remove = (): Promise<void> => ignoreAlreadyDone(container.remove({ force: true, v: true }));
  try {
    const ended = container.wait({ condition: 'next-exit' }).catch(() => undefined);
    await container.start();
    const { NetworkSettings } = await container.inspect();
    const addresses = Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
    return { addresses: addresses.filter((address) => address !== ''), ended, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
