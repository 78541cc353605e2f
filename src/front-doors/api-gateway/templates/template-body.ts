import { exactJsonText, parseExactJson } from '../exact-json.js';
import type { TemplateEngine } from './template-engine.js';

/** `$input` as far as it is about the body (http contract §1.8). */
export interface TemplateBody {
  readonly body: string;
  readonly path: (expression: unknown) => unknown;
  readonly json: (expression: unknown) => string;
}

/** An empty body counts as `{}`; one that is no JSON, such as a form, is itself at `$`. */
export function templateBody({ jsonPath }: TemplateEngine, text: string): TemplateBody {
  const body = text === '' ? '{}' : text;
  const parsed = parseLeniently(body);
  const path = (expression: unknown): unknown =>
    expression === '$' && parsed === undefined ? body : jsonPath(String(expression), parsed);
  return {
    body,
    path,
    json(expression) {
      if (expression === '$') return parsed === undefined ? body : exactJsonText(parsed);
      const found = path(expression);
      return found === undefined ? '""' : exactJsonText(found);
    },
  };
}

function parseLeniently(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}
