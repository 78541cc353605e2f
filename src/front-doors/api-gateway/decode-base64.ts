/** The bytes behind base64, which may be broken into lines and need no padding; undefined when the text is something else. */
export function decodeBase64(text: string): Buffer | undefined {
  const signs = text.replace(/[\r\n]/g, '');
  const digits = /^([A-Za-z0-9+/]*)={0,2}$/.exec(signs)?.[1] ?? '';
  const isWhole = signs === '' || (digits !== '' && digits.length % 4 !== 1);
  return isWhole ? Buffer.from(digits, 'base64') : undefined;
}
