import type Docker from 'dockerode';
import type { EngineEvents } from '../engine/engine-events.js';
import { PreparedContainer } from './prepared-container.js';

/** Makes containers that wait, and knows all of them until they are removed, also those that sandboxes have taken. */
export class PreparedContainers {
  readonly #ids = new Set<string>();

  constructor(
    private readonly docker: Docker,
    private readonly events: EngineEvents,
    /** The engine did not remove one. */
    private readonly onRemovalFailed: () => void,
  ) {}

  has(containerId: string): boolean {
    return this.#ids.has(containerId);
  }

  /** Created, not started: nothing that happens to it from then on is missed. */
  async create(name: string, config: Docker.ContainerCreateOptions): Promise<PreparedContainer> {
    const container = await this.docker.createContainer({ ...config, name });
    this.#ids.add(container.id);
    return new PreparedContainer(container, name, this.events, (isGone) => {
      this.#ids.delete(container.id);
      if (!isGone) this.onRemovalFailed();
    });
  }
}
