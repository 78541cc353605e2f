/** What Serverless knows at the top of a configuration (Serverless Framework, "Serverless.yml Reference", v3 and v4). */
export const topLevelKeys = keys(
  'service frameworkVersion configValidationMode useDotenv provider package functions layers resources custom plugins params stages outputs build org app tenant state dashboard disabledDeprecations deprecationNotificationMode variablesResolutionMode unresolvedVariablesNotificationMode configurationVersion console licenseKey variableSyntax agents ai',
);

/** What it knows of a function on AWS. */
export const functionKeys = keys(
  'handler name description runtime memorySize timeout architecture ephemeralStorageSize environment events layers package image role reservedConcurrency provisionedConcurrency tags vpc url onError destinations maximumEventAge maximumRetryAttempts kmsKeyArn awsKmsKeyArn tracing fileSystemConfig dependsOn condition versionFunction disableLogs logs logRetentionInDays logDataProtectionPolicy snapStart runtimeManagement httpApi build iam iamRoleStatements iamRoleStatementsInherit iamRoleStatementsName tenancy durableConfig',
);

/** The events of a function that it knows (Serverless Framework, "AWS - Events"). */
export const functionEvents = keys(
  'http httpApi websocket alb schedule sqs sns stream s3 eventBridge cloudwatchEvent cloudwatchLog cognitoUserPool iot iotFleetProvisioning alexaSkill alexaSmartHome msk kafka activemq rabbitmq documentDb cloudFront',
);

function keys(list: string): readonly string[] {
  return list.split(' ');
}
