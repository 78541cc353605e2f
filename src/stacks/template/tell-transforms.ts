import { mapOf } from '../resolver/properties.js';
import { isLoop } from './expand-loop.js';
import type { Template } from './parse-template.js';

const languageExtensions = 'AWS::LanguageExtensions';

/** What can be done without AWS, or has no meaning for functions and doors. */
const harmless =
  /^AWS::(?:Serverless-|Include$|LanguageExtensions$|SecretsManager-|CodeDeployBlueGreen$|ServiceCatalog$)/;

/** Macros run only on AWS; and loops need a transform there that they do not need here. */
export function tellTransforms({ file, content }: Template, tell: (notice: string) => void): void {
  const names = [content['Transform']].flat().map((transform) => mapOf(transform)?.['Name'] ?? transform);
  for (const name of names) {
    if (typeof name !== 'string' || harmless.test(name)) continue;
    tell(`The macro "${name}" of "${file}" runs only on AWS: the template is read without it.`);
  }
  if (!names.includes(languageExtensions) && hasLoop(content)) {
    tell(`AWS refuses Fn::ForEach in "${file}" without the transform: add "Transform: ${languageExtensions}".`);
  }
}

function hasLoop(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => isLoop(key) || hasLoop(part));
}
