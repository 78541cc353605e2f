/** The first `count` IPv4 blocks of `2^bits` addresses in `block` (`10.0.0.0/16`), or undefined when they do not fit. */
export function cidrBlocks(block: string, count: number, bits: number): string[] | undefined {
  const [, address = '', prefixText = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(block) ?? [];
  const prefix = Number(prefixText);
  const parts = address.split('.').map(Number);
  const fits = Number.isInteger(count) && count >= 1 && count <= 256 && bits >= 0 && bits <= 32 - prefix;
  if (prefixText === '' || prefix > 32 || parts.some((part) => part > 255) || !fits) return undefined;
  const size = 2 ** bits;
  if (count * size > 2 ** (32 - prefix)) return undefined;
  const start = parts.reduce((sum, part) => sum * 256 + part, 0);
  const network = start - (start % 2 ** (32 - prefix));
  return Array.from({ length: count }, (_, index) => `${dotted(network + index * size)}/${32 - bits}`);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
