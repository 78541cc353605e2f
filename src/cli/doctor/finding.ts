/** One fact that `hearth doctor` tells; what is wrong carries its remedy. */
export interface Finding {
  readonly topic: string;
  readonly state: 'good' | 'note' | 'wrong';
  readonly text: string;
  readonly remedy?: string;
}

export function good(topic: string, text: string): Finding {
  return { topic, state: 'good', text };
}

export function note(topic: string, text: string): Finding {
  return { topic, state: 'note', text };
}

/** `remedy` is left out where the text has it. */
export function wrong(topic: string, text: string, remedy?: string): Finding {
  return { topic, state: 'wrong', text, ...(remedy !== undefined && { remedy }) };
}
