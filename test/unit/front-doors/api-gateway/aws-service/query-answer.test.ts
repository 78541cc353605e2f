import { describe, expect, it } from '@jest/globals';
import type { Header } from '../../../../../src/front-doors/api-gateway/client-request.js';
import { parseXml } from '../../../../../src/front-doors/api-gateway/aws-service/parse-xml.js';
import { asJson } from '../../../../../src/front-doors/api-gateway/aws-service/query-answer.js';

describe('the XML of a query service', () => {
  it.each([
    ['<a/>', ['a', null]],
    [
      '<?xml version="1.0"?>\n<a x="1"><b>1 &lt; 2 &#38; &#x33;</b><c/><c>d</c></a>',
      ['a', { b: '1 < 2 & 3', c: [null, 'd'] }],
    ],
    ['<a><l><member>1</member></l></a>', ['a', { l: ['1'] }]],
    ['<a><!-- b --><c><![CDATA[<d>]]></c></a>', ['a', { c: '<d>' }]],
    ['<a><b></a>', undefined],
    ['<a>', undefined],
    ['text', undefined],
  ])('%s is %j', (xml, parsed) => {
    expect(parseXml(xml)).toEqual(parsed);
  });

  const shown = (xml: string, type = 'text/xml', accept = 'application/json') => {
    const headers: Header[] = [
      ['Content-Type', type],
      ['x-amzn-RequestId', 'r'],
    ];
    return asJson({ headers, body: Buffer.from(xml) }, [['Accept', accept]]);
  };

  it('is shown in JSON', () => {
    const { headers, body } = shown(
      '<SendMessageResponse><SendMessageResult><MessageId>m</MessageId></SendMessageResult></SendMessageResponse>',
    );

    expect(body.toString()).toBe('{"SendMessageResponse":{"SendMessageResult":{"MessageId":"m"}}}');
    expect(headers).toEqual([
      ['x-amzn-RequestId', 'r'],
      ['Content-Type', 'application/json'],
    ]);
  });

  it('has the messages of a queue as a list, also when there is none', () => {
    const one = shown(
      '<ReceiveMessageResponse><ReceiveMessageResult><Message><Body>b</Body></Message></ReceiveMessageResult></ReceiveMessageResponse>',
    );
    const none = shown('<ReceiveMessageResponse><ReceiveMessageResult/></ReceiveMessageResponse>');

    expect(one.body.toString()).toBe('{"ReceiveMessageResponse":{"ReceiveMessageResult":{"messages":[{"Body":"b"}]}}}');
    expect(none.body.toString()).toBe('{"ReceiveMessageResponse":{"ReceiveMessageResult":{"messages":null}}}');
  });

  it.each([
    ['<ListBucketResult><Name>b</Name></ListBucketResult>', 'application/xml', 'application/json'],
    ['<SendMessageResponse/>', 'text/xml', 'text/xml'],
    ['<SendMessageResponse/>', 'text/plain', 'application/json'],
  ])('stays as it is when it is another one or XML is asked for: %s as %s for %s', (xml, type, accept) => {
    expect(shown(xml, type, accept).body.toString()).toBe(xml);
  });
});
