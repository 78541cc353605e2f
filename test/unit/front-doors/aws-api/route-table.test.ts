import { describe, expect, it } from '@jest/globals';
import { RouteTable } from '../../../../src/front-doors/aws-api/route-table.js';
import { serviceModel } from '../../../../src/front-doors/aws-api/service-model.js';

const routes = new RouteTable();
const match = (method: string, path: string) => {
  const [pathname = '', query] = path.split('?');
  return routes.match(method, pathname, new URLSearchParams(query));
};

describe('the paths of the Lambda API', () => {
  it.each(Object.entries(serviceModel.operations))('lead to %s', (operation, { method, path }) => {
    expect(match(method, path.replaceAll(/\{[^}]+\}/g, 'x'))?.operation).toBe(operation);
  });

  it('number 91', () => {
    expect(Object.keys(serviceModel.operations)).toHaveLength(91);
  });

  it('may end in a slash, as older SDKs send them', () => {
    expect(match('GET', '/2015-03-31/functions/')?.operation).toBe('ListFunctions');
  });

  it('are split before they are decoded, because ARNs hold slashes', () => {
    const found = match('GET', `/2025-12-01/durable-executions/${encodeURIComponent('arn:aws:lambda:/durable/1')}`);

    expect(found?.labels).toEqual({ DurableExecutionArn: 'arn:aws:lambda:/durable/1' });
  });

  it('tell two operations apart by the query where they share a path', () => {
    const path = '/2019-09-30/functions/fn/provisioned-concurrency';

    expect(match('GET', `${path}?List=ALL`)?.operation).toBe('ListProvisionedConcurrencyConfigs');
    expect(match('GET', `${path}?Qualifier=1`)?.operation).toBe('GetProvisionedConcurrencyConfig');
  });

  it('lead nowhere with another method', () => {
    expect(match('PATCH', '/2015-03-31/functions')).toBeUndefined();
  });
});
