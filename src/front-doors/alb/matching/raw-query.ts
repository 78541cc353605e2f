/** Name and value of each part of a query, in order of arrival and not decoded; a key without a value has `''`. */
export function rawQuery(query: string): [name: string, value: string][] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const mark = part.indexOf('=');
      return mark === -1 ? [part, ''] : [part.slice(0, mark), part.slice(mark + 1)];
    });
}
