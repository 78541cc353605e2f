/** Here is something that only the full parser knows how to read, or to refuse. */
export class NotPlain extends Error {}
