import type { RestMethod } from '../../../model/index.js';

/** How usage plans and stages name a method: `/users/{id}/GET`. */
export function methodName({ path, method }: RestMethod): string {
  return `${path}/${method}`;
}
