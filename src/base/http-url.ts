/** The base URL of a listener as people on this machine call it: IPv6 in brackets, an address that means "every address" as this machine. */
export function httpUrl(scheme: string, host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `${scheme}://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}
