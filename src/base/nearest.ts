/** The known name that the asked one is most likely a slip for: other case, or a third of its letters wrong at most. */
function nearest(asked: string, known: readonly string[]): string | undefined {
  const wanted = asked.toLowerCase();
  const [best] = known
    .map((name) => ({ name, slips: editDistance(wanted, name.toLowerCase()) }))
    .filter(({ slips }) => slips <= Math.ceil(asked.length / 3) && slips < asked.length)
    .sort((one, other) => one.slips - other.slips);
  return best?.name;
}

/** ` Did you mean "HelloFunction"?`, or nothing when no known name is near. */
export function suggestion(asked: string, known: readonly string[]): string {
  const name = nearest(asked, known);
  return name === undefined ? '' : ` Did you mean "${name}"?`;
}

/** How many letters have to be put in, taken out or changed. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
