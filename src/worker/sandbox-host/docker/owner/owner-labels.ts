import type { OwnerIdentity } from './owner-identity.js';

const PREFIX = 'dev.lambda-hearth.';

/** Label that carries the owner's id; everything that Hearth makes on an engine has it. */
export const OWNER_LABEL = `${PREFIX}owner`;
/** What a labelled thing is: `sandbox`, `delivery`, `probe`, `code`, `tmp`. */
const ROLE_LABEL = `${PREFIX}role`;
export const FUNCTION_LABEL = `${PREFIX}function`;
export const VERSION_LABEL = `${PREFIX}version`;
export const SANDBOX_LABEL = `${PREFIX}sandbox`;

/** The owner, written so that another Hearth can judge whether it still lives. */
export function ownerLabels(owner: OwnerIdentity, role: string): Record<string, string> {
  return {
    [OWNER_LABEL]: owner.id,
    [`${OWNER_LABEL}.place`]: owner.place,
    [`${OWNER_LABEL}.boot`]: owner.boot,
    [`${OWNER_LABEL}.pid`]: String(owner.pid),
    [`${OWNER_LABEL}.started`]: owner.processStart,
    ...(owner.containerId === undefined ? {} : { [`${OWNER_LABEL}.container`]: owner.containerId }),
    [ROLE_LABEL]: role,
  };
}

/** Reads what `ownerLabels` wrote; undefined when the labels are not Hearth's or not complete. */
export function ownerFromLabels(
  labels: Readonly<Record<string, string>> | null | undefined,
): OwnerIdentity | undefined {
  const id = labels?.[OWNER_LABEL];
  const place = labels?.[`${OWNER_LABEL}.place`];
  const pid = Number(labels?.[`${OWNER_LABEL}.pid`]);
  if (id === undefined || place === undefined || !Number.isInteger(pid) || pid <= 0) return undefined;
  const containerId = labels?.[`${OWNER_LABEL}.container`];
  return {
    id,
    place,
    boot: labels?.[`${OWNER_LABEL}.boot`] ?? '',
    pid,
    processStart: labels?.[`${OWNER_LABEL}.started`] ?? '',
    ...(containerId === undefined ? {} : { containerId }),
  };
}
