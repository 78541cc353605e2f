import { describe, expect, it } from '@jest/globals';
import { actionOf, operationAccess } from '../../../../src/front-doors/aws-api/authorization/operation-access.js';
import { serviceModel } from '../../../../src/front-doors/aws-api/service-model.js';

describe('the actions of the Lambda API (service authorization reference)', () => {
  it('are known with their resources for every operation of the service model, and for no other', () => {
    expect(Object.keys(operationAccess).sort()).toEqual(Object.keys(serviceModel.operations).sort());
  });

  it.each([
    ['Invoke', 'lambda:InvokeFunction'],
    ['InvokeWithResponseStream', 'lambda:InvokeFunction'],
    ['InvokeAsync', 'lambda:InvokeAsync'],
    ['GetLayerVersionByArn', 'lambda:GetLayerVersion'],
    ['GetLayerVersion', 'lambda:GetLayerVersion'],
    ['TagResource', 'lambda:TagResource'],
  ])('%s is allowed by %s', (operation, action) => {
    expect(actionOf(operation)).toBe(action);
  });
});
