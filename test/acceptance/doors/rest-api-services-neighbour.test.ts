import { SQS } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MotoServer } from '../../support/neighbours/moto-server.js';
import { RunningCommand } from '../../support/product/running-command.js';
import { projectFolder } from '../../support/project-folder.js';

const words = ['start-api', '--port', '0', '--lambda-port', '0', '--sandbox-host', 'process', '--ephemeral'];
const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      CacheClusterEnabled: true
      MethodSettings:
        - { ResourcePath: /cached, HttpMethod: GET, CachingEnabled: true }
        - { ResourcePath: /orders, HttpMethod: POST, ThrottlingRateLimit: 0.01, ThrottlingBurstLimit: 2 }
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /orders:
            post:
              x-amazon-apigateway-integration:
                type: aws
                httpMethod: POST
                uri: !Sub 'arn:aws:apigateway:\${AWS::Region}:sqs:path/\${AWS::AccountId}/orders'
                requestParameters: { integration.request.header.Content-Type: "'application/x-www-form-urlencoded'" }
                requestTemplates: { application/json: 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)' }
                responses:
                  default:
                    statusCode: 202
                    responseTemplates:
                      application/json: '{"id": $input.json("$.SendMessageResponse.SendMessageResult.MessageId")}'
          /cached:
            get:
              x-amazon-apigateway-integration:
                type: aws_proxy
                httpMethod: POST
                uri: !Sub 'arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Counter.Arn}/invocations'
  Counter: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: src } }
`;
const handler = `let calls = 0;
exports.handler = async () => ({ statusCode: 200, body: String((calls += 1)) });`;

describe('a REST API of a template, with a neighbour', () => {
  let moto: MotoServer;
  let sqs: SQS;

  beforeAll(async () => {
    moto = await MotoServer.start();
    sqs = new SQS({
      endpoint: moto.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  });
  afterAll(async () => {
    sqs.destroy();
    await moto[Symbol.asyncDispose]();
  });

  it('sends orders to a queue until the throttle of the stage refuses, and answers from the cache of the stage', async () => {
    const { QueueUrl } = await sqs.createQueue({ QueueName: 'orders' });
    await using project = await projectFolder({ 'template.yaml': template, 'src/index.js': handler });
    await using hearth = await RunningCommand.start([...words, '--aws-endpoint', moto.url], { folder: project.path });
    const { apiUrl: url } = hearth;
    const order = async (n: number) => {
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(`${url}/orders`, { method: 'POST', headers, body: JSON.stringify({ n }) });
      return [response.status, await response.json()] as const;
    };
    const cached = async () => (await fetch(`${url}/cached`)).text();

    const answers = [await order(1), await order(2), await order(3)];
    const counts = [await cached(), await cached()];

    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    expect(Messages.map(({ Body }) => Body).sort()).toEqual(['{"n":1}', '{"n":2}']);
    const ids = Messages.map(({ MessageId }) => ({ id: MessageId }));
    expect(answers.slice(0, 2)).toEqual(expect.arrayContaining(ids.map((id) => [202, id])));
    expect(answers[2]).toEqual([429, { message: 'Too Many Requests' }]);
    expect(counts).toEqual(['1', '1']);
    expect(hearth.stderr).toMatch(/The stage "v1" of "Api" answers from its cache/);
  });
});
