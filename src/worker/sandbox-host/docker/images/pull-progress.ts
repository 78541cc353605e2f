/** One message of the engine while it pulls. */
export interface PullMessage {
  readonly id?: string;
  readonly status?: string;
  readonly error?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
}

/** Adds up the layers of one pull. Layers that were there already count for nothing. */
export class PullProgress {
  readonly #layers = new Map<string, { readonly current: number; readonly total: number }>();

  /** Takes a message into account; answers whether the sums have changed. */
  add({ id, status, progressDetail }: PullMessage): boolean {
    if (id === undefined) return false;
    const known = this.#layers.get(id);
    if (status === 'Downloading' && progressDetail?.total !== undefined) {
      this.#layers.set(id, { current: progressDetail.current ?? 0, total: progressDetail.total });
      return true;
    }
    if (status === 'Download complete' && known !== undefined) {
      this.#layers.set(id, { current: known.total, total: known.total });
      return true;
    }
    return false;
  }

  get downloadedBytes(): number {
    return this.#sum('current');
  }

  get totalBytes(): number {
    return this.#sum('total');
  }

  #sum(member: 'current' | 'total'): number {
    return [...this.#layers.values()].reduce((sum, layer) => sum + layer[member], 0);
  }
}
