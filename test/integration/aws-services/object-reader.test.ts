import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createNeighbourClients, createObjectReader, ObjectRefused } from '../../../src/aws-services/index.js';
import { type ListeningServer, listenHttp } from '../../../src/base/index.js';

const credentials = () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test', areDummies: true });

/** S3's error page for a bucket of another region, as AWS documents it. */
const redirect =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>PermanentRedirect</Code><Message>The bucket you are attempting to access must be addressed using the specified endpoint.</Message></Error>';

describe('an object reader', () => {
  let store: ListeningServer;
  beforeEach(async () => {
    store = await listenHttp(
      (request, response) => {
        if (request.url?.startsWith('/elsewhere/') === true) {
          response.writeHead(301, { 'x-amz-bucket-region': 'eu-west-1', 'Content-Type': 'application/xml' });
          response.end(redirect);
        } else {
          response.writeHead(200, { 'Content-Length': 5 }).end('12345');
        }
      },
      { host: '127.0.0.1', port: 0 },
    );
  });
  afterEach(async () => {
    await store[Symbol.asyncDispose]();
  });

  const read = async (bucket: string, tooManyBytes = 1000): Promise<Buffer | undefined> => {
    await using clients = createNeighbourClients({ endpoint: `http://127.0.0.1:${store.port}`, credentials });
    return await createObjectReader(clients).read({ bucket, key: 'key', region: 'us-east-1' }, tooManyBytes);
  };

  it('reads an object whole', async () => {
    expect((await read('here'))?.toString()).toBe('12345');
  });

  it('leaves an object that is too large where it is', async () => {
    expect(await read('here', 5)).toBeUndefined();
  });

  it('tells the region of a bucket that is elsewhere, as Lambda does', async () => {
    await expect(read('elsewhere')).rejects.toEqual(
      new ObjectRefused(
        'PermanentRedirect',
        'The bucket is in this region: eu-west-1. Please use this region to retry the request',
      ),
    );
  });
});
