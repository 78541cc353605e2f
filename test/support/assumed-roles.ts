import { CreateRoleCommand, type CreateRoleCommandInput, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';

/** A policy document of statements. */
export function policyOf(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

export const trustsAccount = policyOf({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111111111111:root' },
  Action: 'sts:AssumeRole',
});

/** Clients of IAM, STS and Lambda of one endpoint, and of the roles that they assume. */
export class AssumedRoles implements Disposable {
  readonly #options: { readonly endpoint: string; readonly region: string; readonly maxAttempts: number };
  readonly iam: IAMClient;
  readonly #opened: { destroy(): void }[] = [];

  constructor(url: string) {
    this.#options = { endpoint: url, region: 'us-east-1', maxAttempts: 1 };
    this.iam = new IAMClient({ ...this.#options, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    this.#opened.push(this.iam);
  }

  /** A role that its account may assume, with one policy of these statements. */
  async make(
    RoleName: string,
    statements: readonly object[],
    input: Partial<CreateRoleCommandInput> = {},
  ): Promise<string> {
    const role = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustsAccount, ...input });
    const { Role } = await this.iam.send(role);
    if (statements.length > 0) {
      const PolicyDocument = policyOf(...statements);
      await this.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument }));
    }
    return Role?.Arn ?? '';
  }

  /** The Lambda API as a session of the role sees it. */
  async lambdaOf(
    RoleArn: string,
    input: Partial<AssumeRoleCommandInput> = {},
    by = { accessKeyId: 'test', secretAccessKey: 'test' },
  ): Promise<LambdaClient> {
    const lambda = new LambdaClient({ ...this.#options, credentials: await this.assume(RoleArn, input, by) });
    this.#opened.push(lambda);
    return lambda;
  }

  async assume(
    RoleArn: string,
    input: Partial<AssumeRoleCommandInput> = {},
    by = { accessKeyId: 'test', secretAccessKey: 'test' },
  ): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }> {
    const sts = new STSClient({ ...this.#options, credentials: by });
    try {
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', ...input }));
      return {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      };
    } finally {
      sts.destroy();
    }
  }

  [Symbol.dispose](): void {
    for (const client of this.#opened) client.destroy();
  }
}
