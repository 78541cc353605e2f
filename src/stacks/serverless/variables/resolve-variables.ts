import { UserError } from '../../../base/index.js';
import { mapOf } from '../../resolver/properties.js';
import { Unresolved } from '../../resolver/unresolved.js';
import { wordOf } from '../service.js';
import { cutVariables, sourcesOf } from './parse-variable.js';
import { valueOfSource, type VariableNeeds } from './variable-sources.js';

export interface ConfigVariables {
  /** The whole configuration; what is not known is an `Unresolved` in its place. */
  all(): Promise<Readonly<Record<string, unknown>>>;
  /** The value at `custom.a.b`, alone. */
  at(address: string): Promise<unknown>;
}

/** Resolves the variables of a serverless configuration, each value once and only after what it needs. */
export function resolveVariables(
  config: Readonly<Record<string, unknown>>,
  needs: Omit<VariableNeeds, 'self' | 'resolve' | 'stage'>,
): ConfigVariables {
  const texts = new Map<string, Promise<unknown>>();
  const inProgress: string[] = [];

  const resolve = async (value: unknown): Promise<unknown> => {
    if (typeof value === 'string') return resolveOnce(value);
    if (Array.isArray(value)) {
      const parts: unknown[] = [];
      for (const part of value) parts.push(await resolve(part));
      return parts;
    }
    const map = mapOf(value);
    if (map === undefined || value instanceof Unresolved) return value;
    const entries: [string, unknown][] = [];
    for (const [key, part] of Object.entries(map)) {
      const name = await resolveText(key);
      entries.push([typeof name === 'string' ? name : key, await resolve(part)]);
    }
    return Object.fromEntries(entries);
  };

  const resolveOnce = (text: string): Promise<unknown> => {
    if (!text.includes('${')) return Promise.resolve(text);
    if (inProgress.includes(text)) {
      throw new UserError(`The variable "${text}" depends on itself: ${[...inProgress, text].join(' → ')}.`);
    }
    const known = texts.get(text) ?? tracked(text);
    texts.set(text, known);
    return known;
  };

  const tracked = async (text: string): Promise<unknown> => {
    inProgress.push(text);
    try {
      return await resolveText(text);
    } finally {
      inProgress.pop();
    }
  };

  const resolveText = async (text: string): Promise<unknown> => {
    const pieces = cutVariables(text);
    const [only] = pieces;
    if (only === undefined) return text;
    if (pieces.length === 1) return only.kind === 'text' ? only.text : resolveVariable(only.inner, only.written);
    let joined = '';
    for (const piece of pieces) {
      const value = piece.kind === 'text' ? piece.text : await resolveVariable(piece.inner, piece.written);
      if (value instanceof Unresolved) return value;
      if (typeof value === 'object' && value !== null) {
        return new Unresolved(`"${text}" would put a map or a list into text`);
      }
      joined += wordOf(value);
    }
    return joined;
  };

  const resolveVariable = async (inner: string, written: string): Promise<unknown> => {
    const flat = await resolveText(inner);
    if (typeof flat !== 'string') return flat;
    let unresolved: Unresolved | undefined;
    for (const source of sourcesOf(flat)) {
      const value = await valueOfSource(source, complete);
      if (value instanceof Unresolved) unresolved ??= value;
      else if (value !== undefined) return value;
    }
    return unresolved ?? new Unresolved(`the variable "${written}" has no value`);
  };

  const at = async (address: string): Promise<unknown> => {
    let value: unknown = config;
    for (const key of address === '' ? [] : address.split('.')) {
      // Only what stands on the way is resolved, so that a value may refer to its own neighbours.
      const around: unknown = typeof value === 'string' ? await resolveOnce(value) : value;
      value = typeof around === 'object' && around !== null ? (around as Record<string, unknown>)[key] : undefined;
    }
    return value === config ? config : resolve(value);
  };

  const complete: VariableNeeds = {
    ...needs,
    resolve,
    self: at,
    stage: async () => {
      const stage = needs.options['stage'] ?? (await at('provider.stage'));
      return typeof stage === 'string' ? stage : 'dev';
    },
  };
  return { at, all: async () => mapOf(await resolve(config)) ?? {} };
}
