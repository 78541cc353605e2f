import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  fileCacheOf,
  megabytes,
  usedBytes,
} from '../../../../../src/worker/sandbox-host/docker/containers/memory-figures.js';

const MIB = 1024 * 1024;

describe('the memory that a sandbox has used at most', () => {
  it('is the peak without the file cache', () => {
    expect(usedBytes({ highest: 300 * MIB, current: 250 * MIB, fileCache: 200 * MIB }, 512 * MIB)).toBe(100 * MIB);
  });

  it('is what is in use now where the kernel keeps no peak', () => {
    expect(usedBytes({ current: 250 * MIB, fileCache: 200 * MIB }, 512 * MIB)).toBe(50 * MIB);
  });

  it('is never negative, never less than now, never more than the limit', () => {
    const bytes = fc.nat(1024 * MIB);
    fc.assert(
      fc.property(bytes, bytes, bytes, bytes, (highest, current, fileCache, limit) => {
        const used = usedBytes({ highest, current, fileCache }, limit);

        expect(used).toBeGreaterThanOrEqual(Math.min(limit, Math.max(0, current - fileCache)));
        expect(used).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('is printed in MB, rounded up', () => {
    expect([0, 1, MIB, MIB + 1].map(megabytes)).toEqual([0, 1, 1, 2]);
  });
});

describe('the file cache of a cgroup', () => {
  it('leaves out shared memory, in version 1 and 2', () => {
    expect(fileCacheOf('cache 1\ntotal_cache 500\ntotal_rss 7\ntotal_shmem 100\n')).toBe(400);
    expect(fileCacheOf('anon 7\nfile 500\nshmem 100\n')).toBe(400);
  });
});
