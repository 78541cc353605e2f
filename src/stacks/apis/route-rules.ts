import { suggestion } from '../../base/index.js';

const verbs = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'ANY'];

/** Why API Gateway has no method of that name, as the rest of a sentence; undefined when it has (http contract §1.1). */
export function verbProblem(verb: string): string | undefined {
  const upper = verb.toUpperCase();
  if (verbs.includes(upper) || verb.toLowerCase() === 'x-amazon-apigateway-any-method') return undefined;
  return `is "${verb}"; it must be one of ${verbs.join(', ')}.${suggestion(upper, verbs)}`;
}

/** Why API Gateway takes no path with that segment, in the same way: a parameter is a whole segment, a greedy one the last. */
export function segmentProblem(path: string): string | undefined {
  const segments = path.split('/');
  const wrong = segments.find((segment, index) => {
    if (!/[{}]/.test(segment)) return false;
    const [, greedy] = /^\{[^{}+]+(\+?)\}$/.exec(segment) ?? [];
    return greedy === undefined || (greedy === '+' && index < segments.length - 1);
  });
  if (wrong === undefined) return undefined;
  return wrong.endsWith('+}')
    ? `is "${path}"; "${wrong}" must be its last part.`
    : `is "${path}"; a parameter is a whole part of it in braces, such as "{id}".`;
}
