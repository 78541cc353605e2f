import { UserError } from '../base/index.js';
import type {
  NeighbourClientNeeds,
  NeighbourClients,
  NeighbourCredentials,
  NeighbourService,
  NeighbourServices,
} from './neighbour-clients.js';

/** A neighbour that does not answer must not hold up what waits for it. */
const connectionTimeoutMs = 5000;
const requestTimeoutMs = 30_000;

/** One client per service, region and account, each SDK package loaded when it is first needed. */
export function createNeighbourClients(needs: NeighbourClientNeeds): NeighbourClients {
  const { endpoint } = needs;
  const clients = new Map<string, Promise<NeighbourServices[NeighbourService]>>();

  const credentialsOf = async (account: string | undefined): Promise<NeighbourCredentials> => {
    const found = await needs.credentials(account);
    if (endpoint === undefined && found.areDummies) throw noNeighbour();
    return found;
  };

  return {
    async client<S extends NeighbourService>(service: S, region: string, account?: string) {
      await credentialsOf(account);
      const key = `${service} ${region} ${account ?? ''}`;
      const existing = clients.get(key);
      const client = existing ?? makers[service](configuration(needs, region, () => credentialsOf(account)));
      if (existing === undefined) {
        clients.set(key, client);
        client.catch(() => clients.delete(key));
      }
      // The key names the service, so the client is that service's.
      return (await client) as NeighbourServices[S];
    },

    async [Symbol.asyncDispose]() {
      for (const client of await Promise.allSettled(clients.values())) {
        if (client.status === 'fulfilled') client.value.destroy();
      }
      clients.clear();
    },
  };
}

interface ClientConfiguration {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials: () => Promise<NeighbourCredentials>;
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
}

function configuration(
  { endpoint }: NeighbourClientNeeds,
  region: string,
  credentials: () => Promise<NeighbourCredentials>,
): ClientConfiguration {
  return {
    region,
    credentials,
    ...(endpoint !== undefined && { endpoint }),
    requestHandler: { connectionTimeout: connectionTimeoutMs, requestTimeout: requestTimeoutMs },
  };
}

const makers: {
  readonly [S in NeighbourService]: (configuration: ClientConfiguration) => Promise<NeighbourServices[S]>;
} = {
  async eventbridge(common) {
    const { EventBridge } = await import('@aws-sdk/client-eventbridge');
    return new EventBridge(common);
  },
  async s3(common) {
    const { S3 } = await import('@aws-sdk/client-s3');
    // Neighbours have no name per bucket, and not all know the newest checksums.
    const atNeighbour = { forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' } as const;
    return new S3({ ...common, ...(common.endpoint !== undefined && atNeighbour) });
  },
  async sns(common) {
    const { SNS } = await import('@aws-sdk/client-sns');
    return new SNS(common);
  },
  async sqs(common) {
    const { SQS } = await import('@aws-sdk/client-sqs');
    // The host in a neighbour's queue URL may be one that only its own network knows.
    return new SQS({ ...common, ...(common.endpoint !== undefined && { useQueueUrlAsEndpoint: false }) });
  },
};

function noNeighbour(): UserError {
  return new UserError(
    'There is no neighbour to ask: no --aws-endpoint is given, and no AWS credentials were found. Pass the --aws-endpoint of a ' +
      'neighbour (moto, LocalStack …), or log in to AWS (--profile).',
  );
}
