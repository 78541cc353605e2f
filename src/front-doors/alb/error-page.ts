import http from 'node:http';
import type { ClientResponse } from '../api-gateway/client-response.js';

/** What a load balancer answers itself, as a page of HTML (Elastic Load Balancing, "Troubleshoot"; the bytes are inferred). */
export function errorPage(status: number): ClientResponse {
  const title = `${status} ${reasons.get(status) ?? http.STATUS_CODES[status] ?? 'Error'}`;
  const page = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '</body>',
    '</html>',
    '',
  ];
  return {
    status,
    headers: [
      ['Server', 'awselb/2.0'],
      ['Content-Type', 'text/html'],
    ],
    body: Buffer.from(page.join('\r\n')),
  };
}

/** Where the balancer's words are not those of HTTP's registry, or it has none. */
const reasons: ReadonlyMap<number, string> = new Map([
  [302, 'Found'],
  [405, 'Not Allowed'],
  [413, 'Request Entity Too Large'],
  [414, 'Request-URI Too Large'],
  [463, 'Forwarded For Limit Exceeded'],
  [503, 'Service Temporarily Unavailable'],
  [504, 'Gateway Time-out'],
  [561, 'Unauthorized'],
]);
