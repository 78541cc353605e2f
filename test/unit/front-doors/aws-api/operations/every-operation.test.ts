import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { packageRoot } from '../../../../../src/base/index.js';
import { builtOperations } from '../../../../../src/front-doors/aws-api/operations/index.js';
import { serviceModel } from '../../../../../src/front-doors/aws-api/service-model.js';

const invoking = ['Invoke', 'InvokeWithResponseStream'];
const known = Object.keys(serviceModel.operations);

describe('the operations of AWS Lambda', () => {
  it('are all answered: the invoking ones by the raw handlers, the others by a file each', () => {
    expect([...Object.keys(builtOperations), ...invoking].sort()).toEqual([...known].sort());
  });

  it.each(known)('include %s in the list of the room’s README', (operation) => {
    const readme = readFileSync(`${packageRoot()}/src/front-doors/aws-api/README.md`, 'utf8');

    expect(readme).toMatch(new RegExp(`\\b${operation}\\b`));
  });
});
