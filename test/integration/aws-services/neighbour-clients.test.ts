import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createNeighbourClients } from '../../../src/aws-services/index.js';
import { MotoServer } from '../../support/neighbours/moto-server.js';

const dummies = { accessKeyId: 'test', secretAccessKey: 'test', areDummies: true };

describe('clients of a neighbour', () => {
  let moto: MotoServer;
  beforeAll(async () => {
    moto = await MotoServer.start();
  });
  afterAll(() => moto[Symbol.asyncDispose]());

  it('talk to the endpoint, in the region asked for, one per service and region', async () => {
    await using clients = createNeighbourClients({ endpoint: moto.url, credentials: () => Promise.resolve(dummies) });
    const [here, there] = [await clients.client('sqs', 'us-east-1'), await clients.client('sqs', 'eu-west-1')];

    await here.createQueue({ QueueName: 'mine' });

    expect((await here.listQueues({})).QueueUrls).toHaveLength(1);
    expect((await there.listQueues({})).QueueUrls ?? []).toEqual([]);
    expect(await clients.client('sqs', 'us-east-1')).toBe(here);
  });

  it('sign as the account that is named, each with a client of its own', async () => {
    await using clients = createNeighbourClients({
      endpoint: moto.url,
      credentials: (account = 'test') => Promise.resolve({ ...dummies, accessKeyId: account }),
    });
    const sns = await clients.client('sns', 'us-east-1', '111122223333');

    expect(await sns.config.credentials()).toMatchObject({ accessKeyId: '111122223333' });
    expect(await clients.client('sns', 'us-east-1')).not.toBe(sns);
  });

  it('reach buckets by path', async () => {
    await using clients = createNeighbourClients({ endpoint: moto.url, credentials: () => Promise.resolve(dummies) });
    const s3 = await clients.client('s3', 'us-east-1');
    await s3.createBucket({ Bucket: 'mine' });

    await s3.putObject({ Bucket: 'mine', Key: 'a', Body: 'text' });

    expect(await (await s3.getObject({ Bucket: 'mine', Key: 'a' })).Body?.transformToString()).toBe('text');
  });
});

it('dummy credentials are never sent to AWS itself: the error names both remedies', async () => {
  await using clients = createNeighbourClients({ credentials: () => Promise.resolve(dummies) });

  await expect(clients.client('eventbridge', 'us-east-1')).rejects.toThrow(/no --aws-endpoint is given.*--profile/s);
});
