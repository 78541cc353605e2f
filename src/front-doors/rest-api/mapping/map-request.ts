import type { MappedIntegration } from '../../../model/index.js';
import { messageOf } from '../../../base/index.js';
import { headerOf } from '../../api-gateway/client-request.js';
import { decodeBase64 } from '../../api-gateway/decode-base64.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import type { FailedIntegration } from '../integrations/integrated.js';
import { isBinaryBody } from '../request-to-event.js';
import { renderTemplate } from './render-template.js';
import type { TemplateContext } from './template-context.js';
import type { TemplateEngine } from '../../api-gateway/templates/template-engine.js';

/** The body that an integration gets: what the template for its content type makes of it, or itself (http contract §1.8). */
export function mapRequestBody(
  engine: TemplateEngine,
  request: RestRequest,
  integration: MappedIntegration,
  context: TemplateContext,
): { readonly body: Buffer; readonly contentType: string } | FailedIntegration {
  const { requestTemplates, passthroughBehavior } = integration;
  const sent = headerOf(request.client.headers, 'content-type') ?? 'application/json';
  const contentType = sent.split(';')[0]?.trim() ?? sent;
  const template = requestTemplates[contentType] ?? requestTemplates['$default'];
  const { text, bytes, wasDecoded = false } = convertBody(request, integration.contentHandling);
  if (bytes === undefined) return notConverted('it is not base64');
  if (template !== undefined) {
    if (wasDecoded && bytes.length > 0) return notConverted('a template takes only text');
    try {
      return { body: Buffer.from(renderTemplate(engine, template, { request, context, body: text })), contentType };
    } catch (error) {
      return {
        refusal: 'API_CONFIGURATION_ERROR',
        reason: `its request template for "${contentType}": ${messageOf(error)}`,
      };
    }
  }
  const hasTemplates = Object.keys(requestTemplates).length > 0;
  if (passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && hasTemplates)) {
    return { refusal: 'UNSUPPORTED_MEDIA_TYPE' };
  }
  return { body: bytes, contentType };
}

function notConverted(why: string): FailedIntegration {
  return { refusal: 'API_CONFIGURATION_ERROR', reason: `its request cannot be converted to binary: ${why}` };
}

/**
 * Binary bodies are base64 in templates; `bytes` is undefined for text that should be base64 and is not. Every other body is UTF-8, also
 * one that is none: what cannot be read becomes U+FFFD (developer guide, "Content type conversions in API Gateway").
 */
function convertBody(
  request: RestRequest,
  handling: MappedIntegration['contentHandling'],
): { readonly text: string; readonly bytes: Buffer | undefined; readonly wasDecoded?: boolean } {
  const { body } = request.client;
  if (isBinaryBody(request)) {
    const text = body.toString('base64');
    return { text, bytes: handling === 'CONVERT_TO_TEXT' ? Buffer.from(text) : body };
  }
  const text = body.toString('utf8');
  if (handling === 'CONVERT_TO_BINARY') return { text, bytes: decodeBase64(text), wasDecoded: true };
  return { text, bytes: Buffer.from(text) };
}
