import { mapOf } from '../../resolver/properties.js';
import { listAt, mapAt, present, type Service, type Values, wordOf } from '../service.js';

/** A key of `provider.apiGateway.apiKeys` or an entry of `usagePlan`, with the plan that it belongs to; '' is the only one. */
interface InPlan {
  readonly plan: string;
  readonly value: unknown;
}

/**
 * The keys that `private: true` routes ask for and the usage plans that hold them (Serverless Framework, "API Gateway", "Setting API
 * keys"). Either list may be of plans: `- free: [key]` beside `- free: { quota: … }`.
 */
export function restApiKeys(settings: Values, apiReference: unknown, { name, stage }: Service): Values {
  const keys = listAt(settings, 'apiKeys').flatMap(keysInPlan);
  const given = settings['usagePlan'];
  const plans = Array.isArray(given) ? given.flatMap(plansIn) : given === undefined ? [] : [{ plan: '', value: given }];
  const names = new Set([...keys, ...plans].map(({ plan }) => plan));
  const apiStage = { ApiId: apiReference, Stage: wordOf(settings['stage'], stage) };
  const planResources = [...names].map((plan) => {
    const limits = mapOf(plans.find((one) => one.plan === plan)?.value);
    const { limit: Limit, offset: Offset, period: Period } = mapAt(limits, 'quota');
    const { burstLimit: BurstLimit, rateLimit: RateLimit } = mapAt(limits, 'throttle');
    const Properties = {
      UsagePlanName: [name, plan, stage].filter((part) => part !== '').join('-'),
      ApiStages: [apiStage],
      ...(Limit !== undefined && { Quota: present({ Limit, Offset, Period }) }),
      ...(RateLimit !== undefined && { Throttle: present({ BurstLimit, RateLimit }) }),
    };
    return [planId(plan), { Type: 'AWS::ApiGateway::UsagePlan', Properties }] as const;
  });
  const keyResources = keys.flatMap(({ plan, value }, index) => {
    const number = String(index + 1);
    const key = mapOf(value) ?? { name: value };
    const Properties = present({ Name: key['name'], Value: key['value'], Enabled: key['enabled'] ?? true });
    const link = {
      KeyId: { Ref: `ApiGatewayApiKey${number}` },
      KeyType: 'API_KEY',
      UsagePlanId: { Ref: planId(plan) },
    };
    return [
      [`ApiGatewayApiKey${number}`, { Type: 'AWS::ApiGateway::ApiKey', Properties }],
      [`ApiGatewayUsagePlanKey${number}`, { Type: 'AWS::ApiGateway::UsagePlanKey', Properties: link }],
    ] as const;
  });
  return Object.fromEntries<unknown>([...planResources, ...keyResources]);
}

function planId(plan: string): string {
  return `ApiGatewayUsagePlan${plan.charAt(0).toUpperCase()}${plan.slice(1).replaceAll(/[^A-Za-z0-9]/g, '')}`;
}

function keysInPlan(entry: unknown): InPlan[] {
  const values = mapOf(entry);
  if (values === undefined || 'name' in values || 'value' in values) return [{ plan: '', value: entry }];
  return Object.entries(values).flatMap(([plan, keys]) => [keys].flat().map((value: unknown) => ({ plan, value })));
}

function plansIn(entry: unknown): InPlan[] {
  return Object.entries(mapOf(entry) ?? {}).map(([plan, value]) => ({ plan, value }));
}
