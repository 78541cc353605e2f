/** One step of a pattern: a character as it is, `?` for exactly one, `*` for any number. */
type Step = { readonly literal: string } | 'one' | 'any';

/** Whether a whole text fits a pattern of a load balancer's rule; with `escapes`, `\*` and `\?` stand for themselves. */
export function fitsWildcard(pattern: string, text: string, { escapes = false } = {}): boolean {
  const steps = stepsOf(pattern, escapes);
  const characters = Array.from(text);
  let step = 0;
  let at = 0;
  let lastAny = -1;
  let takenByAny = 0;
  while (at < characters.length) {
    const current = steps[step];
    if (current === 'any') {
      lastAny = step;
      takenByAny = at;
      step += 1;
    } else if (current !== undefined && (current === 'one' || current.literal === characters[at])) {
      step += 1;
      at += 1;
    } else if (lastAny === -1) {
      return false;
    } else {
      // The last `*` takes one character more, and the rest is tried again.
      step = lastAny + 1;
      takenByAny += 1;
      at = takenByAny;
    }
  }
  return steps.slice(step).every((rest) => rest === 'any');
}

function stepsOf(pattern: string, escapes: boolean): Step[] {
  const steps: Step[] = [];
  const characters = Array.from(pattern);
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    const next = characters[index + 1];
    if (escapes && character === '\\' && (next === '*' || next === '?')) {
      steps.push({ literal: next });
      index += 1;
    } else if (character === '*') steps.push('any');
    else if (character === '?') steps.push('one');
    else steps.push({ literal: character });
  }
  return steps;
}
