import { type Api, parseFunctionName, type WebSocketIntegration } from '../model/index.js';

/** The function that a door calls, as people call it: its name, with the qualifier where a door has one, however the project refers to it. */
export function shownFunction(reference: string): string {
  const parsed = parseFunctionName(reference);
  if (parsed === undefined) return reference;
  return parsed.qualifier === undefined ? parsed.name : `${parsed.name}:${parsed.qualifier}`;
}

/** The function that answers, else what does. */
export function shownIntegration(integration: Api['routes'][number]['integration'] | WebSocketIntegration): string {
  if ('functionReference' in integration) return shownFunction(integration.functionReference);
  if (integration.type !== 'AWS_SERVICE') return integration.type;
  return 'subtype' in integration ? integration.subtype : `AWS ${integration.service}`;
}
