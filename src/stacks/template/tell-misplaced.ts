import { suggestion } from '../../base/index.js';
import { functionProperties } from '../functions/known-properties.js';
import { mapOf } from '../resolver/properties.js';
import type { Template } from './parse-template.js';

/** What a resource has beside its properties (CloudFormation's "Resource attribute reference", and AWS SAM's). */
const attributes: ReadonlySet<string> = new Set(
  'Type Properties Condition DependsOn Metadata DeletionPolicy UpdateReplacePolicy UpdatePolicy CreationPolicy Connectors IgnoreGlobals'.split(
    ' ',
  ),
);

/** Tells of keys that stand beside a function's properties instead of below them, and of properties that no function has. */
export function tellMisplaced(
  template: Template,
  logicalId: string,
  resource: Readonly<Record<string, unknown>>,
  tell: (notice: string) => void,
): void {
  const { Type: type } = resource;
  const known = functionProperties[typeof type === 'string' ? type : ''];
  if (known === undefined || hasMacros(template)) return;
  const outside = Object.keys(resource).filter((key) => !attributes.has(key) && !key.startsWith('Fn::'));
  const [first] = outside;
  if (first !== undefined) {
    const names = outside.map((key) => `"${key}"`).join(', ');
    const isProperty = outside.every((key) => known.includes(key));
    const remedy = isProperty ? 'Indent it below "Properties".' : `Correct it.${suggestion(first, [...attributes])}`;
    tell(
      `${template.locate(['Resources', logicalId, first])}: ${names} of "${logicalId}" is not read there. ${remedy}`,
    );
  }
  for (const key of Object.keys(mapOf(resource['Properties']) ?? {})) {
    if (known.includes(key) || key.startsWith('Fn::')) continue;
    const place = template.locate(['Resources', logicalId, 'Properties', key]);
    const guess = suggestion(key, known);
    tell(
      `${place}: ${String(type)} has no property "${key}" ("${logicalId}").${guess === '' ? ' Correct or remove it.' : guess}`,
    );
  }
}

/** Macros of the user's own may give any word a meaning. */
function hasMacros({ content }: Template): boolean {
  return [content['Transform']].flat().some((name) => typeof name === 'string' && !name.startsWith('AWS::'));
}
