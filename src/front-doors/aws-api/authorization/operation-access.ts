/** On what an operation acts, as policies name it; `nothing` is `*`, for what has no ARN before it is made or is a list. */
export type ResourceKind =
  | 'function'
  | 'layer'
  | 'layer version'
  | 'event source mapping'
  | 'code signing config'
  | 'function and code signing config'
  | 'capacity provider'
  | 'durable execution'
  | 'named by ARN'
  | 'nothing';

/** The resource of each operation of Lambda (service authorization reference, "Actions, resources, and condition keys for AWS Lambda"). */
export const operationAccess: Readonly<Record<string, ResourceKind>> = {
  AddLayerVersionPermission: 'layer version',
  AddPermission: 'function',
  CheckpointDurableExecution: 'durable execution',
  CreateAlias: 'function',
  CreateCapacityProvider: 'capacity provider',
  CreateCodeSigningConfig: 'nothing',
  CreateEventSourceMapping: 'nothing',
  CreateFunction: 'function',
  CreateFunctionUrlConfig: 'function',
  DeleteAlias: 'function',
  DeleteCapacityProvider: 'capacity provider',
  DeleteCodeSigningConfig: 'code signing config',
  DeleteDurableExecution: 'durable execution',
  DeleteEventSourceMapping: 'event source mapping',
  DeleteFunction: 'function',
  DeleteFunctionCodeSigningConfig: 'function',
  DeleteFunctionConcurrency: 'function',
  DeleteFunctionEventInvokeConfig: 'function',
  DeleteFunctionUrlConfig: 'function',
  DeleteLayerVersion: 'layer version',
  DeleteProvisionedConcurrencyConfig: 'function',
  DeleteResourcePolicy: 'named by ARN',
  GetAccountSettings: 'nothing',
  GetAlias: 'function',
  GetCapacityProvider: 'capacity provider',
  GetCodeSigningConfig: 'code signing config',
  GetDurableExecution: 'durable execution',
  GetDurableExecutionHistory: 'durable execution',
  GetDurableExecutionState: 'durable execution',
  GetEventSourceMapping: 'event source mapping',
  GetFunction: 'function',
  GetFunctionCodeSigningConfig: 'function',
  GetFunctionConcurrency: 'function',
  GetFunctionConfiguration: 'function',
  GetFunctionEventInvokeConfig: 'function',
  GetFunctionRecursionConfig: 'function',
  GetFunctionScalingConfig: 'function',
  GetFunctionUrlConfig: 'function',
  GetLayerVersion: 'layer version',
  GetLayerVersionByArn: 'layer version',
  GetLayerVersionPolicy: 'layer version',
  GetPolicy: 'function',
  GetProvisionedConcurrencyConfig: 'function',
  GetResourcePolicy: 'named by ARN',
  GetRuntimeManagementConfig: 'function',
  Invoke: 'function',
  InvokeAsync: 'function',
  InvokeWithResponseStream: 'function',
  ListAliases: 'function',
  ListCapacityProviders: 'nothing',
  ListCodeSigningConfigs: 'nothing',
  ListDurableExecutionsByFunction: 'function',
  ListEventSourceMappings: 'nothing',
  ListFunctionEventInvokeConfigs: 'function',
  ListFunctionUrlConfigs: 'function',
  ListFunctionVersionsByCapacityProvider: 'capacity provider',
  ListFunctions: 'nothing',
  ListFunctionsByCodeSigningConfig: 'code signing config',
  ListLayerVersions: 'nothing',
  ListLayers: 'nothing',
  ListProvisionedConcurrencyConfigs: 'function',
  ListTags: 'named by ARN',
  ListVersionsByFunction: 'function',
  PauseDurableExecution: 'durable execution',
  PublishLayerVersion: 'layer',
  PublishVersion: 'function',
  PutFunctionCodeSigningConfig: 'function and code signing config',
  PutFunctionConcurrency: 'function',
  PutFunctionEventInvokeConfig: 'function',
  PutFunctionRecursionConfig: 'function',
  PutFunctionScalingConfig: 'function',
  PutProvisionedConcurrencyConfig: 'function',
  PutResourcePolicy: 'named by ARN',
  PutRuntimeManagementConfig: 'function',
  RemoveLayerVersionPermission: 'layer version',
  RemovePermission: 'function',
  ResumeDurableExecution: 'durable execution',
  SendDurableExecutionCallbackFailure: 'durable execution',
  SendDurableExecutionCallbackHeartbeat: 'durable execution',
  SendDurableExecutionCallbackSuccess: 'durable execution',
  StopDurableExecution: 'durable execution',
  TagResource: 'named by ARN',
  UntagResource: 'named by ARN',
  UpdateAlias: 'function',
  UpdateCapacityProvider: 'capacity provider',
  UpdateCodeSigningConfig: 'code signing config',
  UpdateEventSourceMapping: 'event source mapping',
  UpdateFunctionCode: 'function',
  UpdateFunctionConfiguration: 'function',
  UpdateFunctionEventInvokeConfig: 'function',
  UpdateFunctionUrlConfig: 'function',
};

/** The action that allows an operation; nearly always of the same name. */
export function actionOf(operation: string): string {
  return `lambda:${otherActions[operation] ?? operation}`;
}

const otherActions: Readonly<Record<string, string>> = {
  GetLayerVersionByArn: 'GetLayerVersion',
  Invoke: 'InvokeFunction',
  InvokeWithResponseStream: 'InvokeFunction',
};
