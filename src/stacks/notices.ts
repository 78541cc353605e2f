/** Gathers what is told while a project file is read. */
export interface Notices {
  readonly tell: (notice: string) => void;
  /** Each once; the same of one property of several resources is one notice that names them, as they are shown. */
  list(shownName: (logicalId: string) => string): readonly string[];
}

export function createNotices(): Notices {
  const told = new Set<string>();
  return {
    tell: (notice) => told.add(notice),
    list(shownName) {
      const groups = new Map<string, PlacedNotice[]>();
      for (const notice of told) {
        const placed = placedNotice(notice);
        const key = placed === undefined ? notice : `${placed.stack}${placed.property} ${placed.rest}`;
        groups.set(key, [...(groups.get(key) ?? []), ...(placed === undefined ? [] : [placed])]);
      }
      return [...groups].map(([key, [first, ...others]]) => {
        if (first === undefined) return key;
        const names = [first, ...others].map(({ logicalId }) => shownName(logicalId));
        return others.length === 0
          ? first.notice
          : `${first.stack}"${first.property}" of ${listed(names)} ${first.rest}`;
      });
    },
  };
}

interface PlacedNotice {
  readonly notice: string;
  /** `In the nested stack "Child": `, or nothing. */
  readonly stack: string;
  readonly logicalId: string;
  readonly property: string;
  readonly rest: string;
}

/** A notice that begins with the place of a property: `"Resources.Fn.Properties.Environment.Variables.NAME" is left out: …` */
function placedNotice(notice: string): PlacedNotice | undefined {
  const [, stack = '', logicalId = '', property = '', rest = ''] =
    /^(In the nested stack "[^"]+": )?"Resources\.([^".]+)\.Properties\.([^"]+)" (.+)$/s.exec(notice) ?? [];
  return rest === '' ? undefined : { notice, stack, logicalId, property, rest };
}

/** As many names as fit a line that one reads. */
const namesShown = 3;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, names.length > namesShown + 1 ? namesShown : names.length).map((name) => `"${name}"`);
  const last = names.length > shown.length ? `${String(names.length - shown.length)} more` : (shown.pop() ?? '');
  return `${shown.join(', ')} and ${last}`;
}
