import { describe, expect, it } from '@jest/globals';
import { invokedVersion } from '../../../../src/invoke-path/invoke-frontend/invoked-version.js';
import type { InvokeRequest } from '../../../../src/invoke-path/invoke-frontend/index.js';
import { functionVersion } from '../../../support/function-version.js';

const request = (tenantId?: string): InvokeRequest => ({
  target: { account: '000000000000', region: 'us-east-1', name: 'echo' },
  payload: Buffer.alloc(0),
  invocationType: 'RequestResponse',
  tenantId,
});

describe('the version that a request runs', () => {
  it('is the function’s own where tenants are not isolated, and no tenant may be named then', () => {
    const version = functionVersion();

    expect(invokedVersion(version, request())).toBe(version);
    expect(() => invokedVersion(version, request('blue'))).toThrow(
      'The invoked function is not enabled with tenancy configuration.',
    );
  });

  it('is a generation of its own for each tenant, so that no two share a sandbox', () => {
    const version = functionVersion({ isolatesTenants: true });
    const generations = ['blue', 'green', 'blue'].map((tenant) => invokedVersion(version, request(tenant)).generation);

    expect(generations[0]).toBe(generations[2]);
    expect(new Set([...generations, version.generation]).size).toBe(3);
    expect(() => invokedVersion(version, request())).toThrow(
      'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
    );
  });

  it('is none of a durable function, which the refusal says', () => {
    expect(() => invokedVersion(functionVersion({ isDurable: true }), request())).toThrow(
      'Hearth: the function "echo" has a DurableConfig, and durable executions do not run here yet.',
    );
  });
});
