import { UserError } from '../../base/index.js';
import type { Template } from '../template/parse-template.js';
import { Unresolved } from './unresolved.js';

/** Values by name of parameter; a parameter without any value is there, unresolved. */
export type Parameters = ReadonlyMap<string, unknown>;

/** The template's parameters: an override, else the default. What is odd about them is told through `tell`. */
export function readParameters(
  template: Template,
  overrides: Readonly<Record<string, string>>,
  tell: (notice: string) => void,
): Parameters {
  const declared = template.content['Parameters'];
  const entries = typeof declared === 'object' && declared !== null ? Object.entries(declared) : [];
  const names = new Set(entries.map(([name]) => name));
  for (const name of Object.keys(overrides)) {
    if (!names.has(name)) tell(`--parameter-overrides names "${name}", which is not a parameter of the template.`);
  }
  return new Map(entries.map(([name, parameter]) => [name, readParameter(template, name, parameter, overrides, tell)]));
}

function readParameter(
  template: Template,
  name: string,
  parameter: unknown,
  overrides: Readonly<Record<string, string>>,
  tell: (notice: string) => void,
): unknown {
  if (typeof parameter !== 'object' || parameter === null) {
    throw new UserError(
      `${template.locate(['Parameters', name])}: The parameter "${name}" is not a map. Give it at least a "Type".`,
    );
  }
  const { Type: type = 'String', Default: preset, AllowedValues: allowed } = parameter as Record<string, unknown>;
  const override = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
  const value = override ?? preset;
  if (value === undefined || value === null) {
    return new Unresolved(`the parameter "${name}" has no default; pass --parameter-overrides ${name}=…`);
  }
  if (override === undefined && String(type).startsWith('AWS::SSM::Parameter::Value')) {
    return new Unresolved(
      `the parameter "${name}" is kept by AWS Systems Manager as "${textOf(value)}"; pass --parameter-overrides ${name}=…`,
    );
  }
  if (Array.isArray(allowed) && !allowed.map(textOf).includes(textOf(value))) {
    tell(
      `The parameter "${name}" is "${textOf(value)}", which AWS would refuse: allowed are ${allowed.map(textOf).join(', ')}.`,
    );
  }
  return isList(String(type))
    ? textOf(value)
        .split(',')
        .map((part) => part.trim())
    : textOf(value);
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.includes('List<');
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(textOf).join(',') : JSON.stringify(value);
}
