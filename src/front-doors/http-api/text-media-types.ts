/** Bodies of these types reach the function as text, every other one, also without a type, as base64 (http contract §2.2). */
export function isTextMediaType(contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return type.startsWith('text/') || textual.has(type);
}

const textual = new Set(['application/json', 'application/xml', 'application/javascript']);
