/** A measurement of one side in one round. */
export type Side<T> = () => Promise<T>;

/**
 * Measures all sides in every round, each round in the opposite order of the one before, so that what the machine does meanwhile
 * falls on all of them alike; answers the values of each side by round.
 */
export async function interleave<Name extends string, T>(
  rounds: number,
  sides: Readonly<Record<Name, Side<T>>>,
  signal: AbortSignal,
): Promise<Readonly<Record<Name, readonly T[]>>> {
  const names = Object.keys(sides) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, T[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      signal.throwIfAborted();
      measured[name].push(await sides[name]());
    }
  }
  return measured;
}
