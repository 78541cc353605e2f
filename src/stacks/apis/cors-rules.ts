import type { CorsRules } from '../../model/index.js';
import { mapOf } from '../resolver/properties.js';
import { flagAt, lowerFirstKeys, numberAt, textsAt } from './values.js';

/** CORS rules of an HTTP API or a function URL, in CloudFormation's or OpenAPI's casing; `true` is SAM's word for every origin. */
export function readCorsRules(value: unknown): CorsRules | undefined {
  if (value === true || value === 'true') return { ...noRules, allowOrigins: ['*'] };
  const values = mapOf(value);
  if (values === undefined) return undefined;
  const rules = lowerFirstKeys(values);
  const maxAgeSeconds = numberAt(rules, 'maxAge');
  return {
    allowOrigins: textsAt(rules, 'allowOrigins'),
    allowMethods: textsAt(rules, 'allowMethods'),
    allowHeaders: textsAt(rules, 'allowHeaders'),
    exposeHeaders: textsAt(rules, 'exposeHeaders'),
    allowCredentials: flagAt(rules, 'allowCredentials') ?? false,
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
  };
}

const noRules: CorsRules = {
  allowOrigins: [],
  allowMethods: [],
  allowHeaders: [],
  exposeHeaders: [],
  allowCredentials: false,
};
