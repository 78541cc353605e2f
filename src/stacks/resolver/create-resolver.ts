import { ExactNumber, UserError } from '../../base/index.js';
import type { Template } from '../template/parse-template.js';
import type { TemplatePath } from '../template/template-part.js';
import { intrinsics } from './intrinsics.js';
import type { Parameters } from './parameters.js';
import { type PseudoParameters, pseudoParameters } from './pseudo-parameters.js';
import type { Resolver, ResolverContext } from './resolver.js';
import type { ResourceReferences } from './resource-references.js';
import { noValue, Unresolved } from './unresolved.js';

export interface ResolverInput {
  readonly template: Template;
  readonly parameters: Parameters;
  readonly pseudo: PseudoParameters;
  /** Made with the resolver, because the name of a resource may itself be made by intrinsic functions. */
  readonly references: (resolver: Resolver) => Pick<ResourceReferences, 'reference' | 'attribute'>;
  /** What stacks of the same project file export, by name; undefined for a name that none exports. */
  readonly exported: (name: string) => unknown;
  readonly tell: (notice: string) => void;
}

export function createResolver(input: ResolverInput): Resolver {
  const { template, parameters, pseudo, references, exported, tell } = input;
  const conditions = sectionOf(template, 'Conditions');
  const mappings = sectionOf(template, 'Mappings');
  const pseudoValues = pseudoParameters(pseudo);
  const settled = new Map<string, boolean | Unresolved | 'in progress'>();

  const resolver: Resolver = {
    resolve: (value, path) => resolveIn(contextAt(path), value),
    resolveWithGaps: (value, path) => resolveIn(contextAt(path, gapAt(path)), value),
    choose: (value, path) => chooseIn(contextAt(path), value),
    condition: (name) => contextAt(['Conditions', name], gapAt(['Conditions', name])).condition(name),
  };
  const resources = references(resolver);

  /** What is wrong there is told, and left open. */
  function gapAt(path: TemplatePath): (problem: string) => Unresolved {
    return (problem) => {
      tell(wrongAt(path, problem));
      return new Unresolved(problem);
    };
  }

  function wrongAt(path: TemplatePath, problem: string): string {
    return `${template.locate(path)}: ${problem}. Correct the template at "${path.join('.')}".`;
  }

  /** `toNothing` answers for references to what the template does not have. */
  function contextAt(path: TemplatePath, toNothing?: (problem: string) => Unresolved): ResolverContext {
    const fail = (problem: string): never => {
      throw new UserError(wrongAt(path, problem));
    };
    const gap = toNothing ?? fail;
    const context: ResolverContext = {
      region: pseudo.region,
      exported,
      fail,
      resolve: (value) => resolveIn(context, value),
      reference(name) {
        if (pseudoValues.has(name)) return pseudoValues.get(name);
        if (parameters.has(name)) return parameters.get(name);
        return resources.reference(name, path) ?? gap(`"${name}" is neither a parameter nor a resource`);
      },
      attribute: (name, attribute) =>
        resources.attribute(name, attribute, path) ?? gap(`"${name}" is not a resource, so it has no "${attribute}"`),
      mapping: (map, first, second) => lookUp(mappings, [map, first, second]),
      condition(name) {
        const known = settled.get(name);
        if (known === 'in progress') return fail(`The condition "${name}" depends on itself`);
        if (known !== undefined) return known;
        if (!Object.hasOwn(conditions, name)) return gap(`"${name}" is not a condition`);
        settled.set(name, 'in progress');
        const value = resolver.resolveWithGaps(conditions[name], ['Conditions', name]);
        const settledValue =
          value instanceof Unresolved
            ? new Unresolved(`the condition "${name}" is not known, because ${value.reason}`)
            : value === true || value === 'true';
        settled.set(name, settledValue);
        return settledValue;
      },
    };
    return context;
  }
  return resolver;
}

function resolveIn(context: ResolverContext, value: unknown): unknown {
  if (typeof value === 'string') return withoutDynamicReference(value);
  if (Array.isArray(value)) return value.map((part) => resolveIn(context, part)).filter((part) => part !== noValue);
  if (typeof value !== 'object' || value === null || value instanceof Unresolved || value instanceof ExactNumber)
    return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) {
    const intrinsic = intrinsics.get(only[0]);
    // `Condition` is an intrinsic function inside conditions and an ordinary key elsewhere, as in policies.
    const isOrdinaryKey = only[0] === 'Condition' && typeof only[1] !== 'string';
    if (intrinsic !== undefined && !isOrdinaryKey) return intrinsic(only[1], context);
  }
  return Object.fromEntries(
    entries.map(([key, part]) => [key, resolveIn(context, part)]).filter(([, part]) => part !== noValue),
  );
}

function chooseIn(context: ResolverContext, value: unknown): unknown {
  const branches: unknown = isMapWithOnly('Fn::If', value) ? value['Fn::If'] : undefined;
  if (branches === undefined) return isMapWithOnly('Ref', value) && value['Ref'] === 'AWS::NoValue' ? undefined : value;
  if (!Array.isArray(branches) || branches.length !== 3 || typeof branches[0] !== 'string') {
    return context.fail('Fn::If takes the name of a condition and two values');
  }
  const condition = context.condition(branches[0]);
  return condition instanceof Unresolved ? undefined : chooseIn(context, branches[condition ? 1 : 2]);
}

function isMapWithOnly(key: string, value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === key;
}

function withoutDynamicReference(text: string): string | Unresolved {
  const [reference] = /\{\{resolve:(?:ssm|ssm-secure|secretsmanager):[^}]*\}\}/.exec(text) ?? [];
  return reference === undefined ? text : new Unresolved(`"${reference}" is kept by AWS`);
}

function sectionOf(template: Template, name: string): Readonly<Record<string, unknown>> {
  const section = template.content[name];
  return typeof section === 'object' && section !== null ? (section as Record<string, unknown>) : {};
}

function lookUp(start: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (map, key) =>
      typeof map === 'object' && map !== null && Object.hasOwn(map, key)
        ? (map as Record<string, unknown>)[key]
        : undefined,
    start,
  );
}
