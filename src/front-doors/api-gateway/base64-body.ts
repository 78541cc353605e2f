import { decodeBase64 } from './decode-base64.js';

/** The body of a function's result as the client gets it; undefined when it is called base64 and is none. */
export function bodyOf(body: string, isBase64Encoded: unknown): Buffer | undefined {
  return isBase64Encoded === true ? decodeBase64(body) : Buffer.from(body);
}

/** For the developer. */
export const notBase64 = '"isBase64Encoded" is true, and "body" is no base64';
