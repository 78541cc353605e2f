/** IPv4 peers of a listener on both families appear as `::ffff:172.17.0.2`: this is 172.17.0.2; other addresses stay. */
export function plainAddress(address: string): string {
  return address.startsWith(':') ? address.replace(/^::ffff:(?=\d+\.)/i, '') : address;
}
