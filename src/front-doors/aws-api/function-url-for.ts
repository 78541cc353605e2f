import type { FunctionUrlConfig } from '../../registry/index.js';

/**
 * A function URL as it is reached from where `baseUrl` reaches Hearth: names below `localhost` lead to the machine itself, and the first
 * label says which function is meant, as it does on AWS.
 */
export function functionUrlFor({ urlId, target }: FunctionUrlConfig, baseUrl: string): string {
  const { protocol, port } = new URL(baseUrl);
  return `${protocol}//${urlId}.lambda-url.${target.region}.localhost${port === '' ? '' : `:${port}`}/`;
}
