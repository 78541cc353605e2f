import { limits } from '../../../../model/index.js';

/** Docker's weight for one full CPU. */
const SHARES_PER_VCPU = 1024;
const LOWEST_SHARES = 2;

/**
 * CPU in proportion to memory, 1,769 MB being one vCPU, as a weight: it divides the machine among busy sandboxes and leaves an
 * idle machine to whoever needs it. A hard quota would hold a 128 MB function to 7 ms of every 100, its start included.
 */
export function cpuShares(memoryMb: number): number {
  return Math.max(LOWEST_SHARES, Math.round((memoryMb / limits.memoryMb.perVcpu) * SHARES_PER_VCPU));
}
