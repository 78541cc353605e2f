import { describe, expect, it } from '@jest/globals';
import { createLogger, messageOf } from '../../../../src/base/index.js';
import { createFunctionPermissions } from '../../../../src/front-doors/permissions/index.js';
import type { PolicyStatement, Registry } from '../../../../src/registry/index.js';

const target = { account: '111111111111', region: 'us-east-1', name: 'fn' };
const foreign = { account: '222222222222', arn: 'arn:aws:iam::222222222222:root' };

/** The permissions of one function with one statement. */
function permitted(part: Partial<PolicyStatement>, organizationId?: string) {
  const statement: PolicyStatement = {
    Sid: 's',
    Effect: 'Allow',
    Principal: '*',
    Action: 'lambda:InvokeFunction',
    Resource: 'arn:aws:lambda:us-east-1:111111111111:function:fn',
    ...part,
  };
  const lines: string[] = [];
  const registry = {
    policies: { get: () => ({ statements: [statement], revisionId: 'r' }) },
    functions: { answersAnywhere: () => false },
  } as unknown as Pick<Registry, 'policies' | 'functions'>;
  const nothing = {
    get: () => undefined,
    list: () => [],
    put: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
  const permissions = createFunctionPermissions({
    registry,
    iam: { roles: nothing, policies: nothing },
    logger: createLogger((_, message) => lines.push(message), 'info'),
    organizationId,
  });
  const invoke = (): string => {
    try {
      permissions.refuseCaller(foreign, permissions.needOf('lambda:InvokeFunction', target, foreign));
      return 'allowed';
    } catch (error) {
      return messageOf(error);
    }
  };
  return { permissions, invoke, lines };
}

const refusal =
  'User: arn:aws:iam::222222222222:root is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:111111111111:function:fn because no resource-based policy allows the lambda:InvokeFunction action';
const orgWide = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } };

describe('a permission for an organization', () => {
  it('lets in every account of here when that is its organization, and nobody of another', () => {
    expect(permitted(orgWide, 'o-a1b2c3d4e5').invoke()).toBe('allowed');
    expect(permitted(orgWide, 'o-zzzzzzzzzz').invoke()).toBe(refusal);
  });

  it('lets nobody in without --organization-id, and the log names the flag', () => {
    const { invoke, lines } = permitted(orgWide);

    expect(invoke()).toBe(refusal);
    expect(lines).toEqual([
      expect.stringContaining(
        'The permission "s" wants aws:PrincipalOrgID, and accounts here are in no organization: name it with --organization-id.',
      ),
    ]);
  });
});

describe('a permission with an event source token', () => {
  const withToken = {
    Principal: { Service: 'alexa-connectedhome.amazon.com' },
    Condition: { StringEquals: { 'lambda:EventSourceToken': 'amzn1.ask.skill.x' } },
  };

  it('lets nobody in, and says that only Alexa could meet it', () => {
    const { permissions } = permitted(withToken);

    expect(permissions.refusalOf({ service: 'alexa-connectedhome.amazon.com' }, target)).toContain(
      'The permission "s" wants lambda:EventSourceToken, which only Alexa\'s own calls carry: nobody can meet it here.',
    );
  });

  it('is not mentioned to others, whom it does not concern', () => {
    const { permissions } = permitted(withToken);

    expect(permissions.refusalOf({ service: 's3.amazonaws.com' }, target)).not.toContain('EventSourceToken');
  });
});

describe('a service', () => {
  it('is told by its name, its source and that it is one', () => {
    const Condition = {
      StringEquals: { 'AWS:SourceAccount': '111111111111', 'aws:PrincipalServiceName': 's3.amazonaws.com' },
      ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::bucket' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    };
    const { permissions } = permitted({ Principal: { Service: 's3.amazonaws.com' }, Condition });
    const s3 = { service: 's3.amazonaws.com', sourceAccount: '111111111111', sourceArn: 'arn:aws:s3:::bucket' };

    expect(permissions.refusalOf(s3, target)).toBeUndefined();
    expect(permissions.refusalOf({ ...s3, sourceArn: 'arn:aws:s3:::other' }, target)).toContain('does not let s3');
  });
});
