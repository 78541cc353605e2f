import { cidrBlocks } from './cidr.js';
import { and, equals, not, or } from './conditions.js';
import type { ResolverContext } from './resolver.js';
import { textOf } from './scalars.js';
import { substitute } from './substitute.js';
import { findUnresolved, noValue, Unresolved } from './unresolved.js';

type Intrinsic = (argument: unknown, context: ResolverContext) => unknown;

/** The intrinsic functions in their long form (http contract §7.7). A function of an unresolved value is unresolved. */
export const intrinsics: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', (argument, context) => context.reference(text(argument, 'Ref', context))],
  ['Fn::GetAtt', getAttribute],
  ['Fn::Sub', substitute],
  ['Fn::Join', join],
  ['Fn::Split', split],
  ['Fn::Select', select],
  ['Fn::If', chooseBranch],
  ['Fn::And', and],
  ['Fn::Or', or],
  ['Fn::Not', not],
  ['Fn::Equals', equals],
  ['Condition', (argument, context) => context.condition(text(argument, 'Condition', context))],
  ['Fn::FindInMap', findInMap],
  ['Fn::Base64', whole((value, context) => Buffer.from(text(value, 'Fn::Base64', context)).toString('base64'))],
  ['Fn::Cidr', whole(cidr)],
  ['Fn::GetAZs', whole(availabilityZones)],
  [
    'Fn::Length',
    whole((value, context) => (Array.isArray(value) ? value.length : context.fail('Fn::Length takes a list'))),
  ],
  ['Fn::ToJsonString', whole((value) => JSON.stringify(value))],
  ['Fn::ImportValue', whole(importValue)],
  ['Fn::Transform', () => new Unresolved('it is made by a transform, which runs only on AWS')],
  ['Fn::GetStackOutput', () => new Unresolved('it is an output of another stack')],
]);

/** Resolves the argument first, and passes on what is unresolved in it. */
function whole(apply: (value: unknown, context: ResolverContext) => unknown): Intrinsic {
  return (argument, context) => {
    const value = context.resolve(argument);
    return findUnresolved(value) ?? apply(value, context);
  };
}

function getAttribute(argument: unknown, context: ResolverContext): unknown {
  const parts = typeof argument === 'string' ? splitOnce(argument) : argument;
  if (!Array.isArray(parts) || parts.length !== 2) return context.fail('Fn::GetAtt takes a resource and an attribute');
  const attribute = context.resolve(parts[1]);
  return context.attribute(text(parts[0], 'Fn::GetAtt', context), text(attribute, 'Fn::GetAtt', context));
}

function join(argument: unknown, context: ResolverContext): unknown {
  if (!Array.isArray(argument) || argument.length !== 2) return context.fail('Fn::Join takes a delimiter and a list');
  const list = context.resolve(argument[1]);
  const unresolved = findUnresolved(list);
  if (unresolved !== undefined) return unresolved;
  if (!Array.isArray(list)) return context.fail('Fn::Join takes a delimiter and a list');
  return list.map((part: unknown) => text(part, 'Fn::Join', context)).join(text(argument[0], 'Fn::Join', context));
}

function split(argument: unknown, context: ResolverContext): unknown {
  if (!Array.isArray(argument) || argument.length !== 2) return context.fail('Fn::Split takes a delimiter and a text');
  const source = context.resolve(argument[1]);
  if (source instanceof Unresolved) return source;
  return text(source, 'Fn::Split', context).split(text(argument[0], 'Fn::Split', context));
}

function select(argument: unknown, context: ResolverContext): unknown {
  if (!Array.isArray(argument) || argument.length !== 2) return context.fail('Fn::Select takes an index and a list');
  const index = context.resolve(argument[0]);
  const list = context.resolve(argument[1]);
  const unresolved = findUnresolved(index) ?? (list instanceof Unresolved ? list : undefined);
  if (unresolved !== undefined) return unresolved;
  if (!Array.isArray(list)) return context.fail('Fn::Select takes an index and a list');
  const element: unknown = list[Number(index)];
  return element ?? context.fail(`Fn::Select has no element ${String(index)} in a list of ${list.length}`);
}

function chooseBranch(argument: unknown, context: ResolverContext): unknown {
  if (!Array.isArray(argument) || argument.length !== 3) {
    return context.fail('Fn::If takes the name of a condition and two values');
  }
  const condition = context.condition(text(argument[0], 'Fn::If', context));
  return condition instanceof Unresolved ? condition : context.resolve(argument[condition ? 1 : 2]);
}

function importValue(value: unknown, context: ResolverContext): unknown {
  const exported = context.exported(text(value, 'Fn::ImportValue', context));
  return exported ?? new Unresolved(`it is the export ${JSON.stringify(value)} of another stack`);
}

function findInMap(argument: unknown, context: ResolverContext): unknown {
  if (!Array.isArray(argument) || argument.length < 3) return context.fail('Fn::FindInMap takes a map and two keys');
  const [map, first, second, options] = argument.map((part) => context.resolve(part));
  const unresolved = findUnresolved([map, first, second]);
  if (unresolved !== undefined) return unresolved;
  const keys = [map, first, second].map((key) => text(key, 'Fn::FindInMap', context));
  const found = context.mapping(keys[0] ?? '', keys[1] ?? '', keys[2] ?? '');
  if (found !== undefined) return context.resolve(found);
  if (typeof options === 'object' && options !== null && 'DefaultValue' in options) return options.DefaultValue;
  // AWS::NoValue as the default leaves the map of options empty.
  if (typeof options === 'object' && options !== null) return noValue;
  return context.fail(`Fn::FindInMap finds no "${keys.join('" . "')}" under Mappings`);
}

function cidr(value: unknown, context: ResolverContext): unknown {
  if (!Array.isArray(value) || value.length < 2)
    return context.fail('Fn::Cidr takes a block, a count and optionally bits');
  const blocks = cidrBlocks(String(value[0]), Number(value[1]), Number(value[2] ?? 8));
  return blocks ?? context.fail(`Fn::Cidr cannot make ${String(value[1])} blocks of "${String(value[0])}"`);
}

function availabilityZones(value: unknown, context: ResolverContext): string[] {
  const region = typeof value === 'string' && value !== '' ? value : context.region;
  return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
}

/** Text as it is, numbers and booleans as CloudFormation prints them. */
function text(value: unknown, name: string, context: ResolverContext): string {
  const scalar = textOf(value);
  if (scalar !== undefined) return scalar;
  if (value === noValue) return '';
  return context.fail(`${name} takes text where ${describe(value)} stands`);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === undefined) return 'nothing';
  return typeof value === 'object' && value !== null ? 'a map' : JSON.stringify(value);
}

function splitOnce(attribute: string): readonly string[] {
  const dot = attribute.indexOf('.');
  return dot === -1 ? [attribute] : [attribute.slice(0, dot), attribute.slice(dot + 1)];
}
