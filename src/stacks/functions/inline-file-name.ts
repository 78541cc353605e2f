import type { RuntimeFamily } from '../../model/index.js';

/** The name that Lambda gives inline code: `index.js`, `index.py` … (CloudFormation, `AWS::Lambda::Function Code`, `ZipFile`). */
export function inlineFileName(family: RuntimeFamily, text: string): string {
  if (family === 'python') return 'index.py';
  if (family === 'ruby') return 'index.rb';
  // CloudFormation always writes index.js; Node takes ECMAScript modules under that name only with a package.json.
  return family === 'nodejs' && isEcmaScriptModule(text) ? 'index.mjs' : 'index.js';
}

function isEcmaScriptModule(text: string): boolean {
  return /^\s*(?:import\s[^(]|export\s)/m.test(text) && !/\b(?:module\.exports|exports\.\w+)\s*=/.test(text);
}
