import { randomBytes } from 'node:crypto';

/** 16 base64 characters ending in `=`: `x-amz-apigw-id` of REST APIs, `Apigw-Requestid` of HTTP APIs. */
export function newExtendedRequestId(): string {
  return randomBytes(11).toString('base64');
}
