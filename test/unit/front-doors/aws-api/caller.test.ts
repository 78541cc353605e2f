import { describe, expect, it } from '@jest/globals';
import { callerOf } from '../../../../src/front-doors/aws-api/caller.js';

const settings = { account: '000000000000', region: 'us-east-1' };
const authorization = (accessKeyId: string): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261121/eu-west-1/lambda/aws4_request, SignedHeaders=host, Signature=abc`;

describe('the caller', () => {
  it('is of the account that a key of twelve digits names, in the region of the signature', () => {
    const caller = callerOf({ authorization: authorization('222222222222') }, '', settings);

    expect(caller).toEqual({
      account: '222222222222',
      region: 'eu-west-1',
      service: 'lambda',
      accessKeyId: '222222222222',
    });
  });

  it('is of the default account with any other key', () => {
    expect(callerOf({ authorization: authorization('any-other-key') }, '', settings).account).toBe('000000000000');
  });

  it('may sign in the query', () => {
    const query = `X-Amz-Credential=${encodeURIComponent('333333333333/20261121/us-west-2/s3/aws4_request')}`;

    expect(callerOf({}, query, settings)).toMatchObject({
      account: '333333333333',
      region: 'us-west-2',
      service: 's3',
    });
  });

  it('need not sign', () => {
    expect(callerOf({}, '', settings)).toEqual(settings);
  });
});
