import type { RuleRewrite } from '../../model/index.js';
import type { Header } from '../api-gateway/client-request.js';

/** What a rule's transforms change. */
export interface RewritableRequest {
  readonly path: string;
  readonly query: string;
  readonly headers: readonly Header[];
}

/** The request with its host, or its path and query, rewritten, each at the first place where the expression fits (Elastic Load Balancing, "Transforms for listener rules"). */
export function rewriteRequest<T extends RewritableRequest>(request: T, rewrites: readonly RuleRewrite[]): T {
  return rewrites.reduce((current, { part, regex, replace }) => {
    const expression = new RegExp(regex);
    if (part === 'host') {
      const headers = current.headers.map(([name, value]): Header => [
        name,
        name.toLowerCase() === 'host' ? value.replace(expression, replace) : value,
      ]);
      return { ...current, headers };
    }
    const target = current.query === '' ? current.path : `${current.path}?${current.query}`;
    const rewritten = target.replace(expression, replace);
    const mark = rewritten.indexOf('?');
    const path = mark === -1 ? rewritten : rewritten.slice(0, mark);
    return {
      ...current,
      path: path.startsWith('/') ? path : `/${path}`,
      query: mark === -1 ? '' : rewritten.slice(mark + 1),
    };
  }, request);
}
