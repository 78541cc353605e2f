import type { ResponseSink } from '../../model/index.js';

/** A sink that remembers whether a response has begun to go out. */
export interface TrackedSink extends ResponseSink {
  readonly begun: boolean;
}

export function trackSink(sink: ResponseSink): TrackedSink {
  let begun = false;
  return {
    get begun() {
      return begun;
    },
    begin(head) {
      begun = true;
      sink.begin(head);
    },
    write: (chunk) => sink.write(chunk),
  };
}
