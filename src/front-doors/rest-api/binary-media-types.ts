/** Whether a media type (parameters are cut off) matches an entry of `binaryMediaTypes`: exact, `type/*`, or any type (http contract §1.5). */
export function isBinaryMediaType(mediaType: string, entries: readonly string[]): boolean {
  const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  return entries.some((entry) => {
    const pattern = entry.toLowerCase();
    if (pattern === '*/*' || pattern === type) return true;
    return pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1));
  });
}
