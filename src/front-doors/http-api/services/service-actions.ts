import { queueActions } from './queue-actions.js';
import { jsonOrText, jsonRequest, type ServiceAction, type ServiceParameters } from './service-request.js';

/** What HTTP APIs can ask of AWS's services (developer guide, "Integration subtype reference"). */
export const serviceActions: Readonly<Record<string, ServiceAction>> = {
  ...queueActions,
  'EventBridge-PutEvents': {
    service: 'events',
    required: ['Detail', 'DetailType', 'Source'],
    request: ({ Resources, Time, ...rest }) => {
      const texts = pick(rest, ['Detail', 'DetailType', 'Source', 'EventBusName', 'TraceHeader']);
      const entry = { ...texts, Resources: listOf(Resources), Time: secondsOf(Time) };
      return jsonRequest('1.1', 'AWSEvents.PutEvents', { Entries: [entry] });
    },
  },
  'Kinesis-PutRecord': {
    service: 'kinesis',
    required: ['StreamName', 'Data', 'PartitionKey'],
    request: (parameters) =>
      jsonRequest(
        '1.1',
        'Kinesis_20131202.PutRecord',
        pick(parameters, ['StreamName', 'Data', 'PartitionKey', 'SequenceNumberForOrdering', 'ExplicitHashKey']),
      ),
  },
  'StepFunctions-StartExecution': execution('StartExecution', { input: '{}' }),
  'StepFunctions-StartSyncExecution': { ...execution('StartSyncExecution', { input: '{}' }), host: 'sync-states' },
  'StepFunctions-StopExecution': {
    service: 'states',
    required: ['ExecutionArn'],
    request: ({ ExecutionArn, Cause, Error: error }) =>
      jsonRequest('1.0', 'AWSStepFunctions.StopExecution', {
        executionArn: ExecutionArn,
        cause: Cause,
        error,
      }),
  },
  'AppConfig-GetConfiguration': {
    service: 'appconfig',
    required: ['Application', 'Environment', 'Configuration', 'ClientId'],
    request: ({
      Application = '',
      Environment = '',
      Configuration = '',
      ClientId = '',
      ClientConfigurationVersion,
    }) => {
      const names = [Application, Environment, Configuration].map(encodeURIComponent);
      const version =
        ClientConfigurationVersion === undefined ? {} : { client_configuration_version: ClientConfigurationVersion };
      return {
        method: 'GET',
        path: `/applications/${names[0] ?? ''}/environments/${names[1] ?? ''}/configurations/${names[2] ?? ''}`,
        query: new URLSearchParams({ client_id: ClientId, ...version }).toString(),
        headers: {},
        body: '',
      };
    },
  },
};

function execution(name: string, defaults: { readonly input: string }): ServiceAction {
  return {
    service: 'states',
    required: ['StateMachineArn'],
    request: ({ StateMachineArn, Name, Input = defaults.input, TraceHeader }) =>
      jsonRequest('1.0', `AWSStepFunctions.${name}`, {
        stateMachineArn: StateMachineArn,
        name: Name,
        input: Input,
        traceHeader: TraceHeader,
      }),
  };
}

function pick(parameters: ServiceParameters, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = parameters[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** A JSON list, or one text. */
function listOf(text: string | undefined): readonly unknown[] | undefined {
  const value = jsonOrText(text);
  if (value === undefined) return undefined;
  return Array.isArray(value) ? (value as readonly unknown[]) : [text];
}

/** The protocol writes times as seconds; what is no time is left to the service to refuse. */
function secondsOf(time: string | undefined): number | string | undefined {
  const milliseconds = time === undefined ? NaN : Date.parse(time);
  return Number.isNaN(milliseconds) ? time : milliseconds / 1000;
}
