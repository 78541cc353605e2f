import { partitionOf } from '../../../model/index.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';

/** The ARN of the requested method: the path is that of the request, without the base path of a custom domain (http contract §1.11). */
export function methodArn({ api, stage, client, path }: RestRequest): string {
  const owner = `arn:${partitionOf(api.region)}:execute-api:${api.region}:${api.account}`;
  return `${owner}:${api.id}/${stage.name}/${client.method}${path}`;
}
