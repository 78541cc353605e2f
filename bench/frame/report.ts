import type { Bar, Unit } from './finding.js';
import type { JudgedFinding } from './judged-finding.js';
import type { Spread } from './spread.js';

const headings = ['bench', 'what', 'Hearth', 'floor or peer', 'ratio', 'bar', ''];

/** The table at the end of a run, in Markdown, so that it can go into the README as it is. */
export function reportTable(findings: readonly JudgedFinding[]): string {
  const rows = [headings, ...findings.map(row)];
  const widths = headings.map((_heading, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0), 3));
  const lines = rows.map((cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  lines.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  return lines.join('\n');
}

/** One line for a finding, while the others are still measured. */
export function reportLine(judged: JudgedFinding): string {
  const [, what, hearth, other, ratio, bar, verdict] = row(judged);
  const compared = judged.other === undefined ? '' : `; ${other ?? ''}; ratio ${ratio ?? ''}`;
  return `  ${what ?? ''}: ${hearth ?? ''}${compared}${bar === '' ? '' : `; bar ${bar ?? ''}`}${verdict === '' ? '' : ` ${verdict ?? ''}`}${judged.finding.note === undefined ? '' : ` (${judged.finding.note})`}`;
}

function row({ bench, finding, hearth, other, ratio, verdict }: JudgedFinding): string[] {
  const { unit, bar } = finding;
  return [
    bench,
    finding.what,
    shown(hearth, unit),
    finding.other === undefined || other === undefined ? '–' : `${finding.other.name} ${shown(other, unit)}`,
    ratio === undefined
      ? '–'
      : `${number(ratio.median)}× [${number(ratio.lowerQuartile)}–${number(ratio.upperQuartile)}]`,
    bar === undefined ? '' : shownBar(bar, unit),
    verdict === 'reported' ? '' : verdict.toUpperCase(),
  ];
}

function shown({ median, lowerQuartile, upperQuartile }: Spread, unit: Unit): string {
  const spread = lowerQuartile === upperQuartile ? '' : ` [${number(lowerQuartile)}–${number(upperQuartile)}]`;
  return `${number(median)} ${unit}${spread}`;
}

function shownBar(bar: Bar, unit: Unit): string {
  switch (bar.kind) {
    case 'ratio-at-most':
      return `≤ ${bar.limit}×`;
    case 'ratio-at-least':
      return `≥ ${bar.limit}×`;
    case 'value-at-most':
      return `≤ ${bar.limit} ${unit}`;
  }
}

/** Three digits that count. */
function number(value: number): string {
  if (!Number.isFinite(value)) return '?';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
