/** What is told with the place that it is about before it: `/p/template.yaml:3:5: "Nope" is …`. */
export interface PlacedText {
  readonly place: string;
  readonly text: string;
}

/** Undefined for what names no place. */
export function placedText(message: string): PlacedText | undefined {
  const [, place, text] = /^(.+?:\d+:\d+): (.+)$/s.exec(message) ?? [];
  return place === undefined || text === undefined ? undefined : { place, text };
}

/** By file, line and column. */
export function comparePlaces({ place: one }: PlacedText, { place: other }: PlacedText): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
