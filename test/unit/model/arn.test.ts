// cspell:ignore isoe isof
import { describe, expect, it } from '@jest/globals';
import { formatFunctionArn } from '../../../src/model/index.js';

// The regions and partitions of AWS SDKs' endpoint rules.
describe('the ARN of a function', () => {
  it.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
  ])('of %s is in the partition %s', (region, partition) => {
    expect(formatFunctionArn({ region, account: '111111111111', name: 'fn' })).toBe(
      `arn:${partition}:lambda:${region}:111111111111:function:fn`,
    );
  });
});
