import { describe, expect, it } from '@jest/globals';
import { Distribution } from '../../../src/metrics/distribution.js';
import { exposition, type MetricFamily } from '../../../src/metrics/index.js';

const errors: MetricFamily = {
  name: 'errors',
  help: 'What\nfailed \\ here.',
  type: 'counter',
  samples: [{ labels: { function_name: 'a"b\\c\nd', resource: undefined }, value: 3 }],
};

describe('Prometheus\' text format (prometheus.io, "Exposition formats")', () => {
  it('names counters with _total, and escapes what could end a line or a label', () => {
    expect(exposition([errors], 'prometheus')).toBe(
      [
        String.raw`# HELP errors_total What\nfailed \\ here.`,
        '# TYPE errors_total counter',
        String.raw`errors_total{function_name="a\"b\\c\nd"} 3`,
        '',
      ].join('\n'),
    );
  });

  it('has a histogram as cumulated buckets, a sum and a count', () => {
    const value = new Distribution([1, 10]);
    for (const each of [0.5, 1, 7, 70]) value.add(each);

    expect(
      exposition([{ name: 'd', help: 'h', type: 'histogram', samples: [{ labels: {}, value }] }], 'prometheus'),
    ).toBe(
      '# HELP d h\n# TYPE d histogram\nd_bucket{le="1"} 2\nd_bucket{le="10"} 3\nd_bucket{le="+Inf"} 4\nd_sum 78.5\nd_count 4\n',
    );
  });

  it('leaves out families without samples', () => {
    expect(exposition([{ name: 'g', help: 'h', type: 'gauge', samples: [] }], 'prometheus')).toBe('');
  });
});

describe('OpenMetrics (1.0.0)', () => {
  it('names the family of a counter without _total, and ends with EOF', () => {
    const lines = exposition([errors], 'openmetrics').split('\n');

    expect(lines[1]).toBe('# TYPE errors counter');
    expect(lines[2]).toMatch(/^errors_total\{/);
    expect(lines.slice(-2)).toEqual(['# EOF', '']);
  });
});
