import type { FunctionUrl } from '../../model/index.js';
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
  if (declared !== undefined) return { url: declared, permits: () => true };
  const made = urls.byId(urlId);
  if (made === undefined) return undefined;
  const statements = policies.get(made.target)?.statements ?? [];
  return { url: toFunctionUrl(made), permits: (question) => permitsUrl(statements, made, question) };
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
