import { messageOf } from '../../../base/index.js';
import type { MappedWebSocketIntegration } from '../../../model/index.js';
import type { TemplateEngine } from '../../api-gateway/templates/template-engine.js';
import { chooseTemplate, renderTemplate } from '../mapping/render.js';
import type { RouteCall } from '../route-call.js';
import type { FailedIntegration, Integrated } from './integrated.js';
import { type BackendAnswer, selectResponse } from './mapped-response.js';

/** The way of every integration with templates: map the request, call, choose the response, map it. */
export async function callMapped(
  engine: TemplateEngine,
  call: RouteCall,
  integration: MappedWebSocketIntegration,
  backend: (body: Buffer) => Promise<BackendAnswer | FailedIntegration>,
): Promise<Integrated> {
  const request = mapRequest(engine, call, integration);
  if ('failed' in request) return request;
  const answer = await backend(request.body);
  if ('failed' in answer) return answer;
  const entry = selectResponse(integration, answer);
  // The default entry is for what went well.
  if (answer.isError && (entry === undefined || entry.key === '$default')) return { failed: 'function-error' };
  if (call.eventType !== 'MESSAGE' || !call.route.answersSender) return { status: answer.status };
  if (entry === undefined) {
    const reason = `no integration response fits "${answer.selectionText}", and there is none with the key "$default"`;
    return { failed: 'configuration', reason };
  }
  const text = answer.body.toString(entry.contentHandling === 'CONVERT_TO_TEXT' ? 'base64' : 'utf8');
  const template = chooseTemplate(entry.templates, entry.templateSelectionExpression, call);
  if (template === undefined) return { status: answer.status, body: text };
  return rendered('response', () => ({
    status: answer.status,
    body: renderTemplate(engine, template, call, text),
  }));
}

function mapRequest(
  engine: TemplateEngine,
  call: RouteCall,
  integration: MappedWebSocketIntegration,
): { readonly body: Buffer } | FailedIntegration {
  const { requestTemplates, templateSelectionExpression, passthroughBehavior, contentHandling } = integration;
  const text = call.eventType === 'MESSAGE' ? call.body : '';
  const template = chooseTemplate(requestTemplates, templateSelectionExpression, call);
  if (template !== undefined) {
    return rendered('request', () => ({ body: Buffer.from(renderTemplate(engine, template, call, text)) }));
  }
  const hasTemplates = Object.keys(requestTemplates).length > 0;
  if (passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && hasTemplates)) {
    return {
      failed: 'configuration',
      reason: `no request template fits, and PassthroughBehavior is "${passthroughBehavior}"`,
    };
  }
  return { body: Buffer.from(text, contentHandling === 'CONVERT_TO_BINARY' ? 'base64' : 'utf8') };
}

function rendered<T>(side: 'request' | 'response', render: () => T): T | FailedIntegration {
  try {
    return render();
  } catch (error) {
    return { failed: 'configuration', reason: `its ${side} template: ${messageOf(error)}` };
  }
}
