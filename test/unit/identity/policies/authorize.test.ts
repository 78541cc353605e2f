import { describe, expect, it } from '@jest/globals';
import { type AccessQuestion, refusalOfAccess } from '../../../../src/identity/policies/authorize.js';
import type { Statement } from '../../../../src/identity/policies/evaluate-statements.js';

const resource = 'arn:aws:lambda:us-east-1:111111111111:function:f';
const roleArn = 'arn:aws:iam::111111111111:role/r';
const session = { account: '111111111111', arn: 'arn:aws:sts::111111111111:assumed-role/r/s', roleArn };
const foreign = {
  account: '222222222222',
  arn: 'arn:aws:sts::222222222222:assumed-role/r/s',
  roleArn: 'arn:aws:iam::222222222222:role/r',
};
const allow: Statement = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' };
const deny: Statement = { ...allow, Effect: 'Deny' };
const granting = (AWS: string, part: Statement = {}): Statement => ({ ...allow, Principal: { AWS }, ...part });
const ask = (part: Partial<AccessQuestion>): string | undefined =>
  refusalOfAccess({
    action: 'lambda:InvokeFunction',
    resource,
    principal: session,
    caller: { identity: [] },
    resourcePolicy: [],
    resourceAccount: '111111111111',
    values: {},
    ...part,
  });
const because = (what: string): string => `because no ${what} allows the lambda:InvokeFunction action`;

describe('within an account', () => {
  it('an assumed role needs a policy of its own, or the resource names it', () => {
    expect(ask({})).toBe(because('identity-based policy'));
    expect(ask({ caller: { identity: [allow] } })).toBeUndefined();
    expect(ask({ resourcePolicy: [granting(roleArn)] })).toBeUndefined();
    expect(ask({ resourcePolicy: [granting(session.arn)] })).toBeUndefined();
    expect(ask({ resourcePolicy: [{ ...allow, Principal: '*' }] })).toBeUndefined();
  });

  it('a resource that names the account leaves it to the policies of the role', () => {
    const resourcePolicy = [granting('arn:aws:iam::111111111111:root')];

    expect(ask({ resourcePolicy })).toBe(because('identity-based policy'));
    expect(ask({ resourcePolicy, caller: { identity: [allow] } })).toBeUndefined();
  });

  it('the root may all, unless something denies it', () => {
    const root = { principal: { account: '111111111111', arn: 'arn:aws:iam::111111111111:root' }, caller: undefined };

    expect(ask(root)).toBeUndefined();
    expect(ask({ ...root, resourcePolicy: [{ ...deny, Principal: '*' }] })).toBe(
      'with an explicit deny in a resource-based policy',
    );
  });

  it('a permissions boundary and a session policy each must allow too', () => {
    const identity = [allow];

    expect(ask({ caller: { identity, boundary: [] } })).toBe(because('permissions boundary'));
    expect(ask({ caller: { identity, session: [] } })).toBe(because('session policy'));
    expect(ask({ caller: { identity, boundary: [allow], session: [allow] } })).toBeUndefined();
    expect(ask({ caller: { identity: [], boundary: [allow], session: [allow] } })).toBe(
      because('identity-based policy'),
    );
  });

  it('they narrow what a resource grants the role, and not what it grants the very session', () => {
    const caller = { identity: [], boundary: [], session: [] };

    expect(ask({ caller, resourcePolicy: [granting(roleArn)] })).toBe(because('permissions boundary'));
    expect(ask({ caller, resourcePolicy: [granting(session.arn)] })).toBeUndefined();
  });

  it.each([
    ['an identity-based policy', { caller: { identity: [allow, deny] } }],
    ['a permissions boundary', { caller: { identity: [allow], boundary: [allow, deny] } }],
    ['a session policy', { caller: { identity: [allow], session: [deny] } }],
    [
      'a resource-based policy',
      { caller: { identity: [allow] }, resourcePolicy: [granting(roleArn, { Effect: 'Deny' })] },
    ],
  ])('a Deny in %s wins over every Allow', (name, part) => {
    expect(ask(part)).toBe(`with an explicit deny in ${name}`);
  });
});

describe('between accounts', () => {
  it('both sides must allow', () => {
    const both = { principal: foreign, caller: { identity: [allow] }, resourcePolicy: [granting('222222222222')] };

    expect(ask(both)).toBeUndefined();
    expect(ask({ ...both, caller: { identity: [] } })).toBe(because('identity-based policy'));
    expect(ask({ ...both, resourcePolicy: [] })).toBe(because('resource-based policy'));
    expect(ask({ ...both, resourcePolicy: [granting('333333333333')] })).toBe(because('resource-based policy'));
  });
});

describe('a trust policy', () => {
  it('must allow whoever assumes the role, in its own account too', () => {
    const trusting = { isTrustPolicy: true, caller: { identity: [allow] } };

    expect(ask(trusting)).toBe(because('role trust policy'));
    expect(ask({ ...trusting, resourcePolicy: [granting(roleArn)] })).toBeUndefined();
    expect(ask({ ...trusting, resourcePolicy: [granting(roleArn, { Effect: 'Deny' })] })).toBe(
      'with an explicit deny in the role trust policy',
    );
  });

  it('has no resource of its own', () => {
    const trust: Statement = { Effect: 'Allow', Principal: { AWS: roleArn }, Action: 'lambda:InvokeFunction' };

    expect(ask({ isTrustPolicy: true, resourcePolicy: [trust] })).toBeUndefined();
  });
});
