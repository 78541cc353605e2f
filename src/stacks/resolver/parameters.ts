import { UserError } from '../../base/index.js';
import type { Template } from '../template/parse-template.js';
import { parameterProblem } from './parameter-rules.js';
import { textOf } from './scalars.js';
import { noValue, Unresolved } from './unresolved.js';

/** Values by name of parameter; a parameter without any value is there, unresolved. */
export type Parameters = ReadonlyMap<string, unknown>;

/** What is given to a template: text of the user, or what the template above it resolved. */
export type ParameterValues = Readonly<Record<string, unknown>>;

/** The template's parameters: what is given, else the default. What is odd about them is told through `tell`. */
export function readParameters(template: Template, given: ParameterValues, tell: (notice: string) => void): Parameters {
  const declared = template.content['Parameters'];
  const entries = typeof declared === 'object' && declared !== null ? Object.entries(declared) : [];
  const names = new Set(entries.map(([name]) => name));
  for (const name of Object.keys(given)) {
    if (!names.has(name)) tell(`--parameter-overrides names "${name}", which is not a parameter of the template.`);
  }
  return new Map(entries.map(([name, parameter]) => [name, readParameter(template, name, parameter, given, tell)]));
}

function readParameter(
  template: Template,
  name: string,
  parameter: unknown,
  given: ParameterValues,
  tell: (notice: string) => void,
): unknown {
  if (typeof parameter !== 'object' || parameter === null) {
    throw new UserError(
      `${template.locate(['Parameters', name])}: The parameter "${name}" is not a map. Give it at least a "Type".`,
    );
  }
  const rules = parameter as Readonly<Record<string, unknown>>;
  const type = typeof rules['Type'] === 'string' ? rules['Type'] : 'String';
  const override = Object.hasOwn(given, name) && given[name] !== noValue ? given[name] : undefined;
  if (override instanceof Unresolved) return override;
  const value = override ?? rules['Default'];
  if (value === undefined || value === null) {
    return new Unresolved(`the parameter "${name}" has no default; pass --parameter-overrides ${name}=…`);
  }
  if (override === undefined && type.startsWith('AWS::SSM::Parameter::Value')) {
    return new Unresolved(
      `the parameter "${name}" is kept by AWS Systems Manager as "${shown(value)}"; pass --parameter-overrides ${name}=…`,
    );
  }
  const isList = type === 'CommaDelimitedList' || type.includes('List<');
  const values = isList
    ? shown(value)
        .split(',')
        .map((part) => part.trim())
    : [shown(value)];
  const problem = parameterProblem(rules, type, values);
  if (problem !== undefined) {
    const told = rules['NoEcho'] === true || rules['NoEcho'] === 'true' ? '****' : shown(value);
    tell(`The parameter "${name}" is "${told}", which AWS would refuse: ${problem}.`);
  }
  return isList ? values : values[0];
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.map(shown).join(',') : (textOf(value) ?? JSON.stringify(value));
}
