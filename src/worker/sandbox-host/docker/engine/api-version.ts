/** The API version that this code was written against: the lowest that has one-shot statistics. */
const PREFERRED = '1.41';

/** The version to speak with an engine that offers `minimum` to `maximum`: the preferred one, or the nearest that it knows. */
export function chooseApiVersion(minimum: string | undefined, maximum: string | undefined): string {
  if (maximum !== undefined && compare(maximum, PREFERRED) < 0) return `v${maximum}`;
  if (minimum !== undefined && compare(minimum, PREFERRED) > 0) return `v${minimum}`;
  return `v${PREFERRED}`;
}

function compare(left: string, right: string): number {
  const [leftMajor = 0, leftMinor = 0] = left.split('.').map(Number);
  const [rightMajor = 0, rightMinor = 0] = right.split('.').map(Number);
  return leftMajor - rightMajor || leftMinor - rightMinor;
}
