import type { EventBridge } from '@aws-sdk/client-eventbridge';
import type { S3 } from '@aws-sdk/client-s3';
import type { SNS } from '@aws-sdk/client-sns';
import type { SQS } from '@aws-sdk/client-sqs';

/** The clients there are, by the service's short name. */
export interface NeighbourServices {
  readonly eventbridge: EventBridge;
  readonly s3: S3;
  readonly sns: SNS;
  readonly sqs: SQS;
}

export type NeighbourService = keyof NeighbourServices;

/** Clients of the services that Hearth does not own: those at `--aws-endpoint`, else AWS itself. */
export interface NeighbourClients extends AsyncDisposable {
  /**
   * The client of a service in a region, made on first use and shared from then on; it signs as `account` where that is told and
   * the credentials are dummies. Rejects when there is neither an endpoint nor anybody's credentials: AWS would refuse dummies.
   */
  client<S extends NeighbourService>(service: S, region: string, account?: string): Promise<NeighbourServices[S]>;
}

export interface NeighbourClientNeeds {
  /** Base URL of the neighbour; AWS's own addresses when absent. */
  readonly endpoint?: string;
  /** Asked before requests, as often as the SDK finds the last answer expired. */
  readonly credentials: (account: string | undefined) => Promise<NeighbourCredentials>;
}

export interface NeighbourCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
  /** Made up: a neighbour takes them, AWS does not. */
  readonly areDummies: boolean;
}
