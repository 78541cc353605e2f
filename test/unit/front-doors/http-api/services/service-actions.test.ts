import { describe, expect, it } from '@jest/globals';
import { serviceActions } from '../../../../../src/front-doors/http-api/services/service-actions.js';

const requestOf = (subtype: string, parameters: Readonly<Record<string, string>>) =>
  serviceActions[subtype]?.request(parameters);

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
describe('what an integration asks a service', () => {
  it('are the ten actions that API Gateway has', () => {
    expect(Object.keys(serviceActions).sort()).toEqual([
      'AppConfig-GetConfiguration',
      'EventBridge-PutEvents',
      'Kinesis-PutRecord',
      'SQS-DeleteMessage',
      'SQS-PurgeQueue',
      'SQS-ReceiveMessage',
      'SQS-SendMessage',
      'StepFunctions-StartExecution',
      'StepFunctions-StartSyncExecution',
      'StepFunctions-StopExecution',
    ]);
  });

  it('is a GET with encoded names for a configuration', () => {
    const names = { Application: 'my app', Environment: 'a/b', Configuration: 'c', ClientId: 'me&you' };

    expect(requestOf('AppConfig-GetConfiguration', { ...names, ClientConfigurationVersion: '2' })).toMatchObject({
      method: 'GET',
      path: '/applications/my%20app/environments/a%2Fb/configurations/c',
      query: 'client_id=me%26you&client_configuration_version=2',
    });
  });

  it('has the time of an event in seconds and its resources as a list', () => {
    const detail = { Detail: '{}', DetailType: 'a', Source: 'b' };
    const { body = '' } =
      requestOf('EventBridge-PutEvents', {
        ...detail,
        Time: '2026-01-01T00:00:00.5Z',
        Resources: '["one","two"]',
      }) ?? {};

    expect(JSON.parse(body)).toEqual({ Entries: [{ ...detail, Time: 1_767_225_600.5, Resources: ['one', 'two'] }] });
  });

  it('names the attributes that a queue is asked for, as a list or with commas', () => {
    const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/q';

    const request = requestOf('SQS-ReceiveMessage', {
      QueueUrl,
      AttributeNames: '["All"]',
      MessageAttributeNames: 'a, b',
    });

    expect(request?.path).toBe('/123456789012/q');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toMatchObject({
      'AttributeName.1': 'All',
      'MessageAttributeName.1': 'a',
      'MessageAttributeName.2': 'b',
    });
  });

  it('has an empty object for the input of an execution that names none', () => {
    const { body = '' } = requestOf('StepFunctions-StartSyncExecution', { StateMachineArn: 'arn' }) ?? {};

    expect(JSON.parse(body)).toEqual({ stateMachineArn: 'arn', input: '{}' });
  });
});
