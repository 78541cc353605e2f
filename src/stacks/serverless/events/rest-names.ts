/** `users/{id}` → `UsersIdVar`: how Serverless makes a path part of logical ids. */
export function pathName(path: string): string {
  return path.split('/').map(partName).join('');
}

/** The logical id of the method of a path, which `resources` of the user may extend. */
export function methodId(path: string, method: string): string {
  return `ApiGatewayMethod${pathName(path)}${capitalized(method)}`;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function partName(part: string): string {
  const name = capitalized(part.toLowerCase())
    .replaceAll('-', 'Dash')
    .replaceAll(/\{(.*)\}/g, '$1Var')
    .replaceAll(/[^0-9A-Za-z]/g, '');
  return capitalized(name);
}
