import { isOwnReference } from '../resource-sections.js';
import type { Service } from '../service.js';

export interface OwnApi {
  /** What stands where resources name the API. */
  readonly reference: unknown;
  /** It is one of the user's own `resources`, so that none has to be made. */
  readonly isOfUser: boolean;
}

/** The API that events of one kind share: made for them, or the one that the provider names. One of another stack is stood in for. */
export function ownApi(
  { given, id, key, events }: Record<'id' | 'key' | 'events', string> & { readonly given: unknown },
  service: Service,
): OwnApi {
  if (isOwnReference(given, service)) return { reference: given, isOfUser: true };
  if (given !== undefined) {
    service.tell(
      `"${key}" names an API outside this service: the routes of "${events}" events are served here as an API of their own.`,
    );
  }
  return { reference: { Ref: id }, isOfUser: false };
}
