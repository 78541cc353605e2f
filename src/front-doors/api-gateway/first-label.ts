/** `domainPrefix` of an event: what stands before the first dot, or the port, of the host that the client asked for. */
export function firstLabel(host: string): string {
  return /^[^.:]*/.exec(host)?.[0] ?? '';
}
