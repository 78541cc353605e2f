// cspell:ignore byol -- a runtime of AWS itself
/**
 * An enum's values in the order in which the service prints them. AWS keeps them in a hash table of 32 buckets, a newer value before an older
 * one in its bucket: this reproduces every order that was recorded (`[LATEST, AT_TIMESTAMP, TRIM_HORIZON]`, `[x86_64, arm64]` …) or pasted
 * (`[DryRun, RequestResponse, Event]`), and the 48 runtimes of layers as they were printed in 2024.
 */
export function enumOrder(shapeName: string, values: readonly string[]): readonly string[] {
  const printed = shapeName === 'Runtime' ? printedRuntimes(values) : values;
  return printed
    .map((value, index) => ({ value, index, bucket: javaHash(value) % buckets }))
    .sort((a, b) => a.bucket - b.bucket || b.index - a.index)
    .map(({ value }) => value);
}

const buckets = 32;

/** `String.hashCode` of Java, without a sign. */
function javaHash(text: string): number {
  return Buffer.from(text).reduce((hash, code) => (Math.imul(hash, 31) + code) >>> 0, 0);
}

/** The service knows runtimes that its published model never had, and those of the model that came after the recordings it does not name. */
function printedRuntimes(published: readonly string[]): readonly string[] {
  const known = published.filter((runtime) => !notPrinted.has(runtime));
  return known.flatMap((runtime) => [runtime, ...(unpublishedAfter[runtime] ?? [])]);
}

const notPrinted: ReadonlySet<string> = new Set([
  'ruby4.0',
  'nodejs26.x',
  'python3.15',
  'java8.al2023',
  'java11.al2023',
  'java17.al2023',
  'custom',
]);

const unpublishedAfter: Readonly<Record<string, readonly string[]>> = {
  'nodejs6.10': ['nodejs8.9'],
  'nodejs8.10': ['nodejs8.x'],
  'python2.7': ['python3.4'],
  'nodejs4.3-edge': ['python2.7-greengrass', 'byol', 'go1.9'],
  'ruby2.5': ['ruby2.6'],
  'provided.al2023': ['nasa'],
};
