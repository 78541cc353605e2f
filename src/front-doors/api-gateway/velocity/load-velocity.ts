import type { Variables } from './evaluate.js';
import { markEscapes } from './mark-escapes.js';
import { type Parsed, Rendering } from './render.js';
import type { Node } from './syntax.js';

/** Renders a template; throws when it cannot be parsed. What it sets stays in `variables`. */
export type Velocity = (template: string, variables: Variables) => string;

/** Loads the parser when the first template is rendered; parsed templates are kept by whoever holds the result. */
export async function loadVelocity(): Promise<Velocity> {
  const { parse } = await import('velocityjs');
  const parsed = new Map<string, Parsed>();
  const parseOnce = (text: string): Parsed => {
    const known = parsed.get(text);
    if (known !== undefined) return known;
    const marked = markEscapes(text);
    const template = { nodes: parse(marked) as unknown as readonly Node[], lines: marked.split('\n') };
    if (parsed.size > 1000) parsed.clear();
    parsed.set(text, template);
    return template;
  };
  return (template, variables) => new Rendering(parseOnce, variables).render(template);
}
