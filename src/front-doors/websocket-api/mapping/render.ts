import { lastValues } from '../../api-gateway/multi-map.js';
import { parseQuery } from '../../api-gateway/query.js';
import { templateBody } from '../../api-gateway/templates/template-body.js';
import type { TemplateEngine } from '../../api-gateway/templates/template-engine.js';
import { templateUtil } from '../../api-gateway/templates/template-util.js';
import { routeCallContext } from '../request-context.js';
import type { RouteCall } from '../route-call.js';
import { evaluateSelection } from '../routing/selection-expression.js';
import { callVariables } from '../routing/selection-variables.js';

/** The template that an expression chooses, else `$default`; undefined when there is neither. */
export function chooseTemplate(
  templates: Readonly<Record<string, string>>,
  expression: string | undefined,
  call: RouteCall,
): string | undefined {
  const key = expression === undefined ? '$default' : evaluateSelection(expression, callVariables(call));
  return Object.hasOwn(templates, key) ? templates[key] : templates['$default'];
}

/** Renders a mapping template over a body; throws when the template is wrong. */
export function renderTemplate(engine: TemplateEngine, template: string, call: RouteCall, body: string): string {
  const variables = new Map<string, unknown>([
    ['input', { ...templateBody(engine, body), params: (name?: unknown) => parametersOf(call, name) }],
    ['util', templateUtil],
    ['context', structuredClone(routeCallContext(call))],
    ['stageVariables', { ...call.stage.variables }],
  ]);
  return engine.velocity(template, variables);
}

/** A message has no parameters. */
function parametersOf(call: RouteCall, name: unknown): unknown {
  const isConnect = call.eventType === 'CONNECT';
  const querystring = isConnect ? lastValues(parseQuery(call.client.query, /&/)) : {};
  const header = isConnect ? lastValues(call.client.headers) : {};
  if (name === undefined) return { path: {}, querystring, header };
  const key = typeof name === 'string' ? name : JSON.stringify(name);
  return querystring[key] ?? header[key] ?? '';
}
