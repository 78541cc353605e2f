import type { Variables } from './evaluate.js';
import { Rendering } from './render.js';
import type { Node } from './syntax.js';

/** Renders a template; throws when it cannot be parsed. What it sets stays in `variables`. */
export type Velocity = (template: string, variables: Variables) => string;

/** Loads the parser when the first template is rendered; parsed templates are kept by whoever holds the result. */
export async function loadVelocity(): Promise<Velocity> {
  const { parse } = await import('velocityjs');
  const parsed = new Map<string, readonly Node[]>();
  const parseOnce = (text: string): readonly Node[] => {
    const known = parsed.get(text);
    if (known !== undefined) return known;
    const nodes = parse(text) as unknown as readonly Node[];
    if (parsed.size > 1000) parsed.clear();
    parsed.set(text, nodes);
    return nodes;
  };
  return (template, variables) => new Rendering(parseOnce, variables).render(template);
}
