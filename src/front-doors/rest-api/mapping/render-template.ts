import type { RestRequest } from '../../api-gateway/routed-request.js';
import { stageVariables } from '../context.js';
import { overriddenOnce, type TemplateContext } from './template-context.js';
import type { TemplateEngine } from '../../api-gateway/templates/template-engine.js';
import { templateInput } from './template-input.js';
import { templateUtil } from '../../api-gateway/templates/template-util.js';

/** Renders a mapping template over a body; throws when the template is wrong. */
export function renderTemplate(
  engine: TemplateEngine,
  template: string,
  {
    request,
    context,
    body,
  }: { readonly request: RestRequest; readonly context: TemplateContext; readonly body: string },
): string {
  const variables = new Map<string, unknown>([
    ['input', templateInput(engine, request, body)],
    ['util', templateUtil],
    ['context', overriddenOnce(context)],
    ['stageVariables', { ...stageVariables(request) }],
  ]);
  return engine.velocity(template, variables);
}
