type Headers = readonly (readonly [name: string, value: string])[];

/**
 * What the headers that a Lambda integration maps make of the call itself: an asynchronous one, or one for a tenant (Lambda developer
 * guide, "Invoking Lambda functions with tenant isolation").
 */
export function lambdaHeaders(headers: Headers): { readonly isEvent: boolean; readonly tenantId?: string } {
  const last = (pattern: RegExp): string | undefined => headers.findLast(([name]) => pattern.test(name))?.[1];
  const tenantId = last(/^x-amz-tenant-id$/i);
  return {
    isEvent: last(/^x-amz-invocation-type$/i) === 'Event',
    ...(tenantId !== undefined && tenantId !== '' && { tenantId }),
  };
}
