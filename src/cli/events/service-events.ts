// cspell:ignore dmarc
import { arnIn, type EventTemplate, wholeSeconds } from './event-template.js';

/** Events that services hand over one by one (Lambda developer guide, the page of each service). */
export const serviceEvents: readonly EventTemplate[] = [
  ...(['cloudwatch', 'eventbridge'] as const).map((service): EventTemplate => ({
    service,
    name: 'scheduled-event',
    description: 'the time of a schedule has come',
    options: { rule: 'ExampleRule' },
    make: (input) => ({
      ...envelope(input, 'aws.events', 'Scheduled Event'),
      resources: [arnIn(input, 'events', `rule/${input.option('rule')}`)],
      detail: {},
    }),
  })),
  {
    service: 'eventbridge',
    name: 'event',
    description: 'an event of a bus',
    options: { source: 'my.application', 'detail-type': 'My Detail Type', detail: '{"key":"value"}' },
    make: (input) => ({
      ...envelope(input, input.option('source'), input.option('detail-type')),
      resources: [],
      detail: JSON.parse(input.option('detail')) as unknown,
    }),
  },
  {
    service: 'cognito',
    name: 'pre-sign-up',
    description: 'a user signs up at a user pool',
    options: { 'user-name': 'user', email: 'user@example.com' },
    make: ({ option, region }) => ({
      version: '1',
      triggerSource: 'PreSignUp_SignUp',
      region,
      userPoolId: `${region}_AbCdEfGhI`,
      userName: option('user-name'),
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
      request: { userAttributes: { email: option('email') }, validationData: null },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    }),
  },
  {
    service: 'cloudformation',
    name: 'create-request',
    description: 'a custom resource is to be created',
    options: { type: 'Custom::TestResource', 'stack-name': 'stack-name' },
    make: (input) => ({
      RequestType: 'Create',
      ServiceToken: arnIn(input, 'lambda', 'function:Example'),
      ResponseURL: 'http://127.0.0.1/pre-signed-url-for-the-response',
      StackId: arnIn(input, 'cloudformation', `stack/${input.option('stack-name')}/${input.newId()}`),
      RequestId: input.newId(),
      ResourceType: input.option('type'),
      LogicalResourceId: 'MyTestResource',
      ResourceProperties: { StackName: input.option('stack-name'), List: ['1', '2', '3'] },
    }),
  },
  {
    service: 'secretsmanager',
    name: 'rotate',
    description: 'a step of a secret’s rotation',
    options: { step: 'createSecret', secret: 'MySecret' },
    make: (input) => ({
      Step: input.option('step'),
      SecretId: arnIn(input, 'secretsmanager', `secret:${input.option('secret')}-AbCdEf`),
      ClientRequestToken: input.newId(),
      RotationToken: input.newId(),
    }),
  },
  {
    service: 'ses',
    name: 'email-receiving',
    description: 'an e-mail was received',
    options: { from: 'Jane Doe <janedoe@example.com>', to: 'johndoe@example.com', subject: 'Test Subject' },
    make: ({ option, now, newId, region, account }) => ({
      Records: [
        {
          eventSource: 'aws:ses',
          eventVersion: '1.0',
          ses: {
            mail: {
              timestamp: now.toISOString(),
              source: addressIn(option('from')),
              messageId: newId().replaceAll('-', ''),
              destination: [option('to')],
              headersTruncated: false,
              headers: [
                { name: 'From', value: option('from') },
                { name: 'To', value: option('to') },
                { name: 'Subject', value: option('subject') },
              ],
              commonHeaders: {
                returnPath: addressIn(option('from')),
                from: [option('from')],
                date: now.toUTCString(),
                to: [option('to')],
                messageId: `<${newId()}@example.com>`,
                subject: option('subject'),
              },
            },
            receipt: {
              timestamp: now.toISOString(),
              processingTimeMillis: 574,
              recipients: [option('to')],
              ...Object.fromEntries(
                ['spam', 'virus', 'spf', 'dkim', 'dmarc'].map((kind) => [`${kind}Verdict`, { status: 'PASS' }]),
              ),
              dmarcPolicy: 'reject',
              action: {
                type: 'Lambda',
                invocationType: 'Event',
                functionArn: `arn:aws:lambda:${region}:${account}:function:Example`,
              },
            },
          },
        },
      ],
    }),
  },
];

function envelope({ account, region, now, newId }: Parameters<EventTemplate['make']>[0], source: string, type: string) {
  return { version: '0', id: newId(), 'detail-type': type, source, account, time: wholeSeconds(now), region };
}

/** `Jane <jane@example.com>` or the address alone. */
function addressIn(sender: string): string {
  return sender.replace(/^.*<(.*)>$/, '$1');
}
