import type { Distribution } from './distribution.js';

export type Labels = Readonly<Record<string, string | undefined>>;

/** Samples under one name; counters are named without the `_total` of their samples. */
export type MetricFamily = { readonly name: string; readonly help: string } & (
  | {
      readonly type: 'counter' | 'gauge';
      readonly samples: readonly { readonly labels: Labels; readonly value: number }[];
    }
  | {
      readonly type: 'histogram';
      readonly samples: readonly { readonly labels: Labels; readonly value: Distribution }[];
    }
);

/** `prometheus` is version 0.0.4 of Prometheus' text format, `openmetrics` the standard that followed it. */
export type ExpositionFormat = 'prometheus' | 'openmetrics';

export const contentTypes: Readonly<Record<ExpositionFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** Families without samples are left out; labels that are undefined too. */
export function exposition(families: readonly MetricFamily[], format: ExpositionFormat): string {
  const lines = families.filter(({ samples }) => samples.length > 0).flatMap((family) => linesOf(family, format));
  return [...lines, ...(format === 'openmetrics' ? ['# EOF'] : [])].map((line) => `${line}\n`).join('');
}

function linesOf(family: MetricFamily, format: ExpositionFormat): readonly string[] {
  const { name, help, type } = family;
  const sampleName = type === 'counter' ? `${name}_total` : name;
  const familyName = format === 'openmetrics' ? name : sampleName;
  const samples =
    family.type === 'histogram'
      ? family.samples.flatMap(({ labels, value }) => histogramLines(name, labels, value))
      : family.samples.map(({ labels, value }) => `${sampleName}${labelText(labels)} ${value}`);
  return [`# HELP ${familyName} ${escaped(help)}`, `# TYPE ${familyName} ${type}`, ...samples];
}

function histogramLines(name: string, labels: Labels, values: Distribution): readonly string[] {
  const { count, sum } = values.view();
  const bucket = (le: string, upTo: number): string => `${name}_bucket${labelText({ ...labels, le })} ${upTo}`;
  return [
    ...values.cumulated().map(({ bound, count: upTo }) => bucket(String(bound), upTo)),
    bucket('+Inf', count),
    `${name}_sum${labelText(labels)} ${sum}`,
    `${name}_count${labelText(labels)} ${count}`,
  ];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${escaped(value).replaceAll('"', String.raw`\"`)}"`],
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`);
}
