import type { NeighbourClients, NeighbourService, NeighbourServices } from '../../../../src/aws-services/index.js';

/** Neighbours that take what they are sent, or fail as the test says. */
export class FakeNeighbours implements Pick<NeighbourClients, 'client'> {
  /** `<service>.<call>` and what it was given. */
  readonly sent: { readonly call: string; readonly input: Record<string, unknown> }[] = [];
  readonly asked: string[] = [];
  failure: Error | undefined;

  client<S extends NeighbourService>(service: S, region: string, account = ''): Promise<NeighbourServices[S]> {
    this.asked.push([service, region, account].join(' '));
    const takes = (name: string, answer: unknown) => (input: Record<string, unknown>) => {
      if (this.failure !== undefined) return Promise.reject(this.failure);
      this.sent.push({ call: `${service}.${name}`, input });
      return Promise.resolve(answer);
    };
    const client = {
      getQueueUrl: ({ QueueName }: { readonly QueueName: string }) =>
        this.failure === undefined
          ? Promise.resolve({ QueueUrl: `http://queues/${QueueName}` })
          : Promise.reject(this.failure),
      sendMessage: takes('sendMessage', {}),
      publish: takes('publish', {}),
      putEvents: takes('putEvents', { Entries: [{}] }),
      putObject: takes('putObject', {}),
    };
    // Only the calls that the queue makes.
    return Promise.resolve(client as unknown as NeighbourServices[S]);
  }
}
