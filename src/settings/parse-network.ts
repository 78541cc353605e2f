import { isIP } from 'node:net';
import type { Given } from './option.js';
import { invalidValue, list } from './parsers.js';

/** `name:address` as Docker takes them; `host-gateway` is Docker's own word for the machine around. */
export function extraHosts(given: Given): readonly string[] {
  const hosts = list(given);
  const wrong = hosts.find((host) => {
    const [name = '', ...address] = host.split(':');
    return name === '' || !(isAddress(address.join(':')) || address[0] === 'host-gateway');
  });
  if (wrong === undefined) return hosts;
  throw invalidValue({ ...given, raw: wrong }, 'Give a name and an address, such as "database:192.168.1.20".');
}

/** IP addresses. */
export function addresses(given: Given): readonly string[] {
  const found = list(given);
  const wrong = found.find((address) => isIP(address) === 0);
  if (wrong === undefined) return found;
  throw invalidValue({ ...given, raw: wrong }, 'Give an IP address, such as "192.168.1.1".');
}

function isAddress(text: string): boolean {
  return isIP(text.replace(/^\[(.*)\]$/, '$1')) !== 0;
}
