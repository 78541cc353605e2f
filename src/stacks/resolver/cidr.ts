import { isIP } from 'node:net';

/** The first `count` blocks of `2^bits` addresses in `block` (`10.0.0.0/16`, `2001:db8::/56`), or undefined when they do not fit. */
export function cidrBlocks(block: string, count: number, bits: number): string[] | undefined {
  const [address = '', prefixText = ''] = block.split('/');
  const family = isIP(address);
  const prefix = Number(prefixText);
  const width = family === 6 ? 128 : 32;
  const isBlock = family !== 0 && /^\d+$/.test(prefixText) && prefix <= width;
  const fits = Number.isInteger(count) && count >= 1 && count <= 256 && bits >= 0 && bits <= width - prefix;
  if (!isBlock || !fits) return undefined;
  const size = 2n ** BigInt(bits);
  const whole = 2n ** BigInt(width - prefix);
  if (BigInt(count) * size > whole) return undefined;
  const start = family === 6 ? numberOfIpv6(address) : numberOfIpv4(address);
  const network = start - (start % whole);
  const print = family === 6 ? printIpv6 : printIpv4;
  return Array.from({ length: count }, (_, index) => `${print(network + BigInt(index) * size)}/${width - bits}`);
}

function numberOfIpv4(address: string): bigint {
  return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function printIpv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 0xffn)).join('.');
}

function numberOfIpv6(address: string): bigint {
  const [head = '', tail] = address.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function groupsOf(text: string): string[] {
  return text.split(':').filter((group) => group !== '');
}

/** In the shortest form, as URLs have it. */
function printIpv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
