import { randomBase64 } from '../../base/index.js';

/** 16 base64 characters ending in `=`: `x-amz-apigw-id` of REST APIs, `Apigw-Requestid` of HTTP APIs. */
export function newExtendedRequestId(): string {
  return randomBase64(11);
}
