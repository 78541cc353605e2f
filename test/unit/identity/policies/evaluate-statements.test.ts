import { describe, expect, it } from '@jest/globals';
import { evaluateStatements, type PolicyQuestion } from '../../../../src/identity/policies/evaluate-statements.js';
import type { PolicyStatement } from '../../../../src/registry/index.js';

const resource = 'arn:aws:lambda:us-east-1:111111111111:function:fn';
const statement = (part: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: resource,
  ...part,
});
const question = (part: Partial<PolicyQuestion> = {}): PolicyQuestion => ({
  action: 'lambda:InvokeFunction',
  resource,
  principal: { service: 's3.amazonaws.com' },
  values: {},
  ...part,
});
const account = { account: '222222222222', arn: 'arn:aws:iam::222222222222:user/me' };

describe('the policy of a function', () => {
  it.each([
    ['a service that it names', statement(), question(), 'allowed'],
    ['another service', statement(), question({ principal: { service: 'sns.amazonaws.com' } }), 'not-allowed'],
    ['another action', statement(), question({ action: 'lambda:GetFunction' }), 'not-allowed'],
    ['an action that a pattern spans', statement({ Action: ['lambda:invoke*'] }), question(), 'allowed'],
    ['another function', statement(), question({ resource: `${resource}:live` }), 'not-allowed'],
    ['a service, everyone being named', statement({ Principal: '*' }), question(), 'allowed'],
    ['a service, every account being named', statement({ Principal: { AWS: '*' } }), question(), 'not-allowed'],
    [
      'somebody of an account that it names',
      statement({ Principal: { AWS: 'arn:aws:iam::222222222222:root' } }),
      question({ principal: account }),
      'allowed',
    ],
    [
      'another user of an account of which it names one',
      statement({ Principal: { AWS: 'arn:aws:iam::222222222222:user/you' } }),
      question({ principal: account }),
      'not-allowed',
    ],
    [
      'nobody known, an account being named',
      statement({ Principal: { AWS: '222222222222' } }),
      question({ principal: { anonymous: true } }),
      'not-allowed',
    ],
  ])('answers %s', (_, given, asked, verdict) => {
    expect(evaluateStatements([given], asked)).toBe(verdict);
  });

  it.each([
    ['the source it wants', { 'aws:sourcearn': 'arn:aws:s3:::bucket' }, 'allowed'],
    ['another source', { 'aws:sourcearn': 'arn:aws:s3:::other' }, 'not-allowed'],
    ['no source', {}, 'not-allowed'],
  ])('with a condition answers %s', (_, values, verdict) => {
    const conditional = statement({ Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::buck*' } } });

    expect(evaluateStatements([conditional], question({ values }))).toBe(verdict);
  });

  it('denies what one statement denies, whatever others allow', () => {
    const deny = statement({ Effect: 'Deny', Principal: '*' });

    expect(evaluateStatements([statement(), deny], question())).toBe('denied');
  });

  it('without statements allows nothing', () => {
    expect(evaluateStatements([], question())).toBe('not-allowed');
  });
});
