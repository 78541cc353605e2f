import { type FunctionUrl, parseFunctionName } from '../../model/index.js';
import type { FunctionUrlConfig, Registry } from '../../registry/index.js';
import { permitsUrl, type UrlQuestion } from './url-permission.js';

/** A function URL and who may call it. */
export interface FoundUrl {
  readonly url: FunctionUrl;
  /** Whether the function's policy lets this caller in. */
  readonly permits: (question: UrlQuestion) => boolean;
}

export type UrlRegistry = Pick<Registry, 'apis' | 'urls' | 'policies'>;

/** URLs of project files come with their permission; those of the Lambda API need one in the function's policy, as on AWS. */
export function findUrl({ apis, urls, policies }: UrlRegistry, urlId: string): FoundUrl | undefined {
  const declared = apis.urls().find(({ id }) => id === urlId);
  if (declared !== undefined) return { url: declared, permits: (question) => permitsDeclared(declared, question) };
  const made = urls.byId(urlId);
  if (made === undefined) return undefined;
  const statements = policies.get(made.target)?.statements ?? [];
  return { url: toFunctionUrl(made), permits: (question) => permitsUrl({ ...made, statements }, question) };
}

/** Only a role that may nothing of the sort is kept out of a URL of the project's file. */
function permitsDeclared(
  { account, region, authType, functionReference }: FunctionUrl,
  question: UrlQuestion,
): boolean {
  if (question.caller?.session === undefined || question.permissions === undefined) return true;
  const target = { region, account, ...(parseFunctionName(functionReference) ?? { name: functionReference }) };
  return permitsUrl({ authType, target, statements: [] }, question);
}

/** A URL of the Lambda API as the doors read it. */
export function toFunctionUrl({ urlId, target, authType, invokeMode, cors }: FunctionUrlConfig): FunctionUrl {
  const { account, region, name, qualifier } = target;
  return {
    id: urlId,
    region,
    account,
    functionReference: qualifier === undefined ? name : `${name}:${qualifier}`,
    authType,
    invokeMode,
    ...(cors !== undefined && {
      cors: {
        allowOrigins: cors.AllowOrigins ?? [],
        allowMethods: cors.AllowMethods ?? [],
        allowHeaders: cors.AllowHeaders ?? [],
        exposeHeaders: cors.ExposeHeaders ?? [],
        allowCredentials: cors.AllowCredentials ?? false,
        ...(cors.MaxAge !== undefined && { maxAgeSeconds: cors.MaxAge }),
      },
    }),
  };
}
