import type { BalancerRule, RuleAction, RuleAuthentication, TargetGroup, TokenRules } from '../../model/index.js';
import { flagAt, listAt, mapAt, numberAt, textAt, textsAt, type Values } from '../apis/values.js';
import { mapOf } from '../resolver/properties.js';

/** What a rule does, and what a client has to pass before. */
export type RuleActions = Pick<BalancerRule, 'action' | 'authentication'>;

/** The actions of a rule or of a listener in their order: authentication, then the one that answers. */
export function readActions(entries: readonly unknown[], groups: ReadonlyMap<string, TargetGroup>): RuleActions {
  const inOrder = entries
    .map((entry) => mapOf(entry) ?? {})
    .toSorted((one, other) => (numberAt(one, 'Order') ?? 0) - (numberAt(other, 'Order') ?? 0));
  const isAuthentication = (action: Values): boolean => authenticationTypes.has(textAt(action, 'Type') ?? '');
  const authentications = inOrder.filter(isAuthentication).map(readAuthentication);
  const answering = inOrder.find((action) => !isAuthentication(action));
  const action: RuleAction =
    answering === undefined
      ? { type: 'unsupported', reason: 'it has no action that answers' }
      : readAction(answering, groups);
  // The strictest one counts when there are several.
  const authentication =
    authentications.find(({ onUnauthenticated }) => onUnauthenticated !== 'allow') ?? authentications[0];
  return { action, ...(authentication !== undefined && { authentication }) };
}

const authenticationTypes: ReadonlySet<string> = new Set([
  'authenticate-oidc',
  'authenticate-cognito',
  'jwt-validation',
]);

function readAuthentication(values: Values): RuleAuthentication {
  const type = textAt(values, 'Type') ?? '';
  if (type === 'jwt-validation') {
    const token = tokenRules(mapAt(values, 'JwtValidationConfig'));
    return { type, onUnauthenticated: 'deny', ...(token !== undefined && { token }) };
  }
  const isCognito = type === 'authenticate-cognito';
  const config = mapAt(values, isCognito ? 'AuthenticateCognitoConfig' : 'AuthenticateOidcConfig');
  const stated = textAt(config, 'OnUnauthenticatedRequest');
  return {
    type: isCognito ? 'authenticate-cognito' : 'authenticate-oidc',
    onUnauthenticated: stated === 'allow' || stated === 'deny' ? stated : 'authenticate',
  };
}

function tokenRules(config: Values | undefined): TokenRules | undefined {
  const jwksEndpoint = textAt(config, 'JwksEndpoint');
  const issuer = textAt(config, 'Issuer');
  if (jwksEndpoint === undefined || issuer === undefined) return undefined;
  const claims = (listAt(config, 'AdditionalClaims') ?? []).map((entry): TokenRules['claims'][number] => {
    const claim = mapOf(entry);
    const format = textAt(claim, 'Format');
    return {
      name: textAt(claim, 'Name') ?? '',
      format: format === 'string-array' || format === 'space-separated-values' ? format : 'single-string',
      values: textsAt(claim, 'Values'),
    };
  });
  return { jwksEndpoint, issuer, claims };
}

function readAction(values: Values, groups: ReadonlyMap<string, TargetGroup>): RuleAction {
  const type = textAt(values, 'Type') ?? '';
  switch (type) {
    case 'forward':
      return forwardAction(values, groups);
    case 'fixed-response': {
      const config = mapAt(values, 'FixedResponseConfig');
      const contentType = textAt(config, 'ContentType');
      return {
        type,
        statusCode: numberAt(config, 'StatusCode') ?? 200,
        body: textAt(config, 'MessageBody') ?? '',
        ...(contentType !== undefined && { contentType }),
      };
    }
    case 'redirect': {
      const config = mapAt(values, 'RedirectConfig');
      return {
        type,
        statusCode: textAt(config, 'StatusCode') === 'HTTP_302' ? 302 : 301,
        protocol: textAt(config, 'Protocol') ?? '#{protocol}',
        host: textAt(config, 'Host') ?? '#{host}',
        port: textAt(config, 'Port') ?? '#{port}',
        path: textAt(config, 'Path') ?? '/#{path}',
        query: textAt(config, 'Query') ?? '#{query}',
      };
    }
    default:
      return { type: 'unsupported', reason: `actions of type "${type}" are not known` };
  }
}

/** Target groups by weight, or the single one that the short form names. */
function forwardAction(values: Values, groups: ReadonlyMap<string, TargetGroup>): RuleAction {
  const listed = (listAt(mapAt(values, 'ForwardConfig'), 'TargetGroups') ?? []).map((entry) => mapOf(entry) ?? {});
  const single = { TargetGroupArn: textAt(values, 'TargetGroupArn') };
  const targets: { group: TargetGroup; weight: number }[] = [];
  for (const target of listed.length > 0 ? listed : [single]) {
    const arn = textAt(target, 'TargetGroupArn');
    const group = arn === undefined ? undefined : groups.get(arn);
    if (group === undefined) {
      return {
        type: 'unsupported',
        reason: `its target group ${arn === undefined ? '' : `"${arn}" `}is not in this project`,
      };
    }
    targets.push({ group, weight: numberAt(target, 'Weight') ?? 1 });
  }
  const stickySeconds = stickySecondsOf(mapAt(values, 'ForwardConfig'));
  return { type: 'forward', targets, ...(stickySeconds !== undefined && { stickySeconds }) };
}

const daySeconds = 86_400;

/** AWS asks for a duration where stickiness is on. */
function stickySecondsOf(config: Values | undefined): number | undefined {
  const stickiness = mapAt(config, 'TargetGroupStickinessConfig');
  if (flagAt(stickiness, 'Enabled') !== true) return undefined;
  return numberAt(stickiness, 'DurationSeconds') ?? daySeconds;
}
