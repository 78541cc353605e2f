import { createHash } from 'node:crypto';
import { type FunctionVersion, invalidParameterValue } from '../../model/index.js';
import type { InvokeRequest } from './invoke-frontend.js';

/**
 * What runs for a request: the version itself, or, where sandboxes are not shared between tenants, the tenant's own generation of it.
 * Throws where the request names no tenant and has to, or names one and must not (developer guide, "Tenant isolation"), and for what
 * only a durable execution can run.
 */
export function invokedVersion(version: FunctionVersion, { tenantId }: InvokeRequest): FunctionVersion {
  const { name, isolatesTenants = false, isDurable = false } = version;
  if (isDurable) {
    throw invalidParameterValue(
      `Hearth: the function "${name}" has a DurableConfig, and durable executions do not run here yet. Invoke a function without one.`,
    );
  }
  if (!isolatesTenants) {
    if (tenantId === undefined) return version;
    throw invalidParameterValue('The invoked function is not enabled with tenancy configuration.');
  }
  if (tenantId !== undefined) return { ...version, generation: generationOfTenant(version, tenantId) };
  throw invalidParameterValue(
    'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
  );
}

function generationOfTenant({ generation }: FunctionVersion, tenantId: string): string {
  return createHash('sha256').update(`${generation} ${tenantId}`).digest('hex').slice(0, 32);
}
