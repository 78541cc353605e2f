import type { ValidateFunction } from 'ajv';
import { schemaOf } from './schemas.js';

/** An API with models: JSON Schema draft 4 by name. */
export interface Modelled {
  readonly models: Readonly<Record<string, unknown>>;
}

/** Whether a value fits a model; throws when the model is no schema. */
export type BodyValidators = (api: Modelled, model: string) => Promise<(value: unknown) => readonly string[]>;

/** Compiles models (JSON Schema draft 4) when they are first needed, once for each state of an API. */
export function createBodyValidators(): BodyValidators {
  const compiled = new WeakMap<Modelled, Map<string, ValidateFunction>>();
  return async (api, model) => {
    const ofApi = compiled.get(api) ?? new Map<string, ValidateFunction>();
    compiled.set(api, ofApi);
    const validate = ofApi.get(model) ?? (await compile(api, model));
    ofApi.set(model, validate);
    return (value) =>
      validate(value)
        ? []
        : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`.trim());
  };
}

/** Every API has these two. */
const builtIn = {
  Empty: { type: 'object' },
  Error: { type: 'object', properties: { message: { type: 'string' } } },
} as const;

async function compile(api: Modelled, model: string): Promise<ValidateFunction> {
  const { default: draft4 } = await import('ajv-draft-04');
  // The package is CommonJS: its class is the default of its default for Node, the default itself for a bundler.
  const Ajv = 'default' in draft4 ? (draft4 as unknown as { readonly default: typeof draft4.default }).default : draft4;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  return ajv.compile(schemaOf(model, { ...builtIn, ...api.models }));
}
