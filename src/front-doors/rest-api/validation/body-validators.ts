import type { ValidateFunction } from 'ajv';
import type { RestApi } from '../../../model/index.js';
import { schemaOf } from './schemas.js';

/** Whether a value fits a model; throws when the model is no schema. */
export type BodyValidators = (api: RestApi, model: string) => Promise<(value: unknown) => readonly string[]>;

/** Compiles models (JSON Schema draft 4) when they are first needed, once for each state of an API. */
export function createBodyValidators(): BodyValidators {
  const compiled = new WeakMap<RestApi, Map<string, ValidateFunction>>();
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

async function compile(api: RestApi, model: string): Promise<ValidateFunction> {
  const { default: draft4 } = await import('ajv-draft-04');
  // The package is CommonJS: its class is the default of its default for Node, the default itself for a bundler.
  const Ajv = 'default' in draft4 ? (draft4 as unknown as { readonly default: typeof draft4.default }).default : draft4;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  return ajv.compile(schemaOf(model, { ...builtIn, ...api.models }));
}
