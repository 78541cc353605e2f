import http from 'node:http';
import { text } from 'node:stream/consumers';
import { PlatformError } from '../../src/base/index.js';

/** What the Docker API takes to create a container, as far as the benches need it. */
export type ContainerConfig = Readonly<Record<string, unknown>>;

interface ListedContainer {
  readonly Id: string;
  /** Each with a slash before it. */
  readonly Names: readonly string[];
  readonly State: string;
}

/** Docker's API over its socket with nothing in between, so that a floor pays for Docker alone. */
export class DockerEngine {
  readonly #socketPath = (process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock').replace(/^unix:\/\//, '');

  async describe(): Promise<string> {
    const { ServerVersion, Driver, CgroupVersion } = await this.#json<Record<string, string>>('GET', '/info');
    return `${ServerVersion ?? '?'}, ${Driver ?? '?'}, cgroup v${CgroupVersion ?? '?'}`;
  }

  async hasImage(reference: string): Promise<boolean> {
    const answer = await this.#request('GET', `/images/${reference}/json`);
    return answer.status === 200;
  }

  /** Gives an image another name. */
  async tag(reference: string, name: string): Promise<void> {
    const [repository, tag] = name.split(/:(?=[^:/]+$)/) as [string, string];
    await this.#done('POST', `/images/${reference}/tag?repo=${encodeURIComponent(repository)}&tag=${tag}`);
  }

  /** Takes a name from an image, and the image away when it was the last; one that has gone is no failure. */
  async removeImage(name: string): Promise<void> {
    const answer = await this.#request('DELETE', `/images/${name}`);
    if (answer.status >= 400 && answer.status !== 404) throw refused(`removing ${name}`, answer);
  }

  /** The machine's own address on the default bridge, where containers reach a listener. */
  async bridgeAddress(): Promise<string> {
    const network = await this.#json<{
      IPAM: { Config: readonly { readonly Subnet?: string; readonly Gateway?: string }[] };
    }>('GET', '/networks/bridge');
    const [range] = network.IPAM.Config;
    const firstOfSubnet = range?.Subnet?.replace(/\d+\/\d+$/, '1');
    return range?.Gateway ?? firstOfSubnet ?? '172.17.0.1';
  }

  async create(config: ContainerConfig): Promise<string> {
    const { Id } = await this.#json<{ Id: string }>('POST', '/containers/create', config);
    return Id;
  }

  async start(id: string): Promise<void> {
    await this.#done('POST', `/containers/${id}/start`);
  }

  /** Kills the container, which may have gone meanwhile. */
  async kill(id: string): Promise<void> {
    await this.#request('POST', `/containers/${id}/kill`);
  }

  /** Kills and removes the container with its volumes; one that has gone is no failure. */
  async remove(id: string): Promise<void> {
    const answer = await this.#request('DELETE', `/containers/${id}?force=true&v=true`);
    if (answer.status >= 400 && answer.status !== 404 && answer.status !== 409) throw refused(`removing ${id}`, answer);
  }

  /** Containers with this label (`name` or `name=value`), stopped ones included. */
  async withLabel(label: string): Promise<readonly ListedContainer[]> {
    const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
    return this.#json<readonly ListedContainer[]>('GET', `/containers/json?all=true&filters=${filters}`);
  }

  /** What carries this label, of every kind, each named for people. */
  async everythingWithLabel(label: string): Promise<readonly string[]> {
    const [containers, volumes, networks] = await Promise.all([
      this.withLabel(label),
      this.#volumesWithLabel(label),
      this.#networksWithLabel(label),
    ]);
    return [
      ...containers.map(({ Id }) => `container ${Id}`),
      ...volumes.map(({ Name }) => `volume ${Name}`),
      ...networks.map(({ Id }) => `network ${Id}`),
    ];
  }

  async removeWithLabel(label: string): Promise<void> {
    const containers = await this.withLabel(label);
    await Promise.all(containers.map(({ Id }) => this.remove(Id)));
  }

  /** Memory of the container's processes in bytes, the page cache left out. */
  async memoryOf(id: string): Promise<number> {
    const { memory_stats: memory } = await this.#json<{
      memory_stats: { usage: number; stats: Readonly<Record<string, number>> };
    }>('GET', `/containers/${id}/stats?stream=false&one-shot=true`);
    const cache = memory.stats['total_inactive_file'] ?? memory.stats['inactive_file'] ?? 0;
    return memory.usage - cache;
  }

  async #volumesWithLabel(label: string): Promise<readonly { readonly Name: string }[]> {
    const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
    const { Volumes } = await this.#json<{ Volumes: readonly { readonly Name: string }[] | null }>(
      'GET',
      `/volumes?filters=${filters}`,
    );
    return Volumes ?? [];
  }

  async #networksWithLabel(label: string): Promise<readonly { readonly Id: string }[]> {
    const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
    return this.#json<readonly { readonly Id: string }[]>('GET', `/networks?filters=${filters}`);
  }

  async #json<T>(method: string, path: string, body?: unknown): Promise<T> {
    return JSON.parse((await this.#done(method, path, body)).body) as T;
  }

  async #done(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.#request(method, path, body);
    if (answer.status >= 400) throw refused(`${method} ${path}`, answer);
    return answer;
  }

  async #request(method: string, path: string, body?: unknown): Promise<Answer> {
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const headers =
      payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': payload.length };
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      http
        .request({ socketPath: this.#socketPath, path, method, headers, agent: false }, resolve)
        .once('error', reject)
        .end(payload);
    });
    return { status: response.statusCode ?? 0, body: await text(response) };
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function refused(what: string, { status, body }: Answer): PlatformError {
  return new PlatformError(`Docker answered ${status} to ${what}: ${body.trim()}`);
}
