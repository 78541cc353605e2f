import type http from 'node:http';
import { contentTypes, exposition, type ExpositionFormat, type LambdaMetrics } from '../../metrics/index.js';
import { answerJson } from '../answer-json.js';
import type { ConcurrencySettings } from './concurrency-gauges.js';
import { metricFamilies } from './metric-families.js';
import { metricsView } from './metrics-view.js';

export interface MetricsNeeds extends ConcurrencySettings {
  readonly metrics: LambdaMetrics;
}

/**
 * `/_hearth/metrics`: for Prometheus and what reads its format, in OpenMetrics where the reader asks for that; as JSON with `?format=json`
 * or for who accepts JSON.
 */
export function answerMetrics(
  needs: MetricsNeeds,
  sinceMs: number,
  { request, query }: { readonly request: http.IncomingMessage; readonly query: URLSearchParams },
  response: http.ServerResponse,
): void {
  const accept = request.headers.accept ?? '';
  const named = query.get('format');
  const view = metricsView(needs.metrics, needs, sinceMs);
  if (named !== null && !Object.hasOwn(contentTypes, named) && named !== 'json') {
    const message = `There is no format "${named}". There are ${Object.keys(contentTypes).join(', ')} and json.`;
    answerJson(response, 400, { message });
  } else if (named === 'json' || (named === null && accept.startsWith('application/json'))) {
    answerJson(response, 200, view);
  } else {
    const format = formatFor(named, accept);
    response.writeHead(200, { 'content-type': contentTypes[format] });
    response.end(exposition(metricFamilies(needs.metrics, view), format));
  }
}

function formatFor(named: string | null, accept: string): ExpositionFormat {
  if (named !== null) return named === 'openmetrics' ? 'openmetrics' : 'prometheus';
  return accept.includes('application/openmetrics-text') ? 'openmetrics' : 'prometheus';
}
