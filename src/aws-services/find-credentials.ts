/** What the AWS SDK's own chain knows: environment, profiles with SSO, processes and roles, web tokens, containers, instances. */
export interface FoundCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface CredentialSearch {
  readonly profile?: string;
  readonly region: string;
  /** Gives up the search, not what it has started in the meantime. */
  readonly signal: AbortSignal;
}

/** On a machine that is no instance of EC2 nothing answers at the metadata address: waiting longer would only delay the first function. */
const metadataTimeoutMs = 250;

/** Asks the SDK's default provider chain, loading it first; rejects with the chain's reason when it finds nothing. */
export async function findCredentials({ profile, region, signal }: CredentialSearch): Promise<FoundCredentials> {
  signal.throwIfAborted();
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const chain = fromNodeProviderChain({
    ...(profile !== undefined && { profile }),
    clientConfig: { region },
    timeout: metadataTimeoutMs,
    maxRetries: 0,
  });
  return Promise.race([chain(), rejectedBy(signal)]);
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
