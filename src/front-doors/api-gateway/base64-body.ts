const base64 = /^[A-Za-z0-9+/\-_\s]*={0,2}\s*$/;

/** The body of a function's result as the client gets it; undefined when it is called base64 and is none: Node.js would pass by what it cannot read. */
export function bodyOf(body: string, isBase64Encoded: unknown): Buffer | undefined {
  if (isBase64Encoded !== true) return Buffer.from(body);
  return base64.test(body) ? Buffer.from(body, 'base64') : undefined;
}

/** For the developer. */
export const notBase64 = '"isBase64Encoded" is true, and "body" is no base64';
