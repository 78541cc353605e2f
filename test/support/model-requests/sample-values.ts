// cspell:ignore fsap -- as in ARNs of access points
import { type Shape, shapeNamed } from '../../../src/front-doors/aws-api/service-model.js';

/** A value that holds every constraint of the shape, all members of a structure included; a blob in its form on the wire. */
export function sampleOf(shapeName: string): unknown {
  const shape = shapeNamed(shapeName);
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(shape.members ?? {}).map(([name, member]) => [name, sampleOf(member.shape)]),
      );
    case 'list':
      return Array.from({ length: Math.max(1, shape.min ?? 1) }, () => sampleOf(shape.member ?? ''));
    case 'map':
      return { [String(sampleOf(shape.key ?? ''))]: sampleOf(shape.value ?? '') };
    case 'string':
      return textFor(shapeName, shape);
    case 'integer':
    case 'long':
    case 'double':
      return shape.min ?? 1;
    case 'boolean':
      return true;
    case 'blob':
      return Buffer.from('{}').toString('base64');
    case 'timestamp':
      return 1_700_000_000;
  }
}

function textFor(shapeName: string, shape: Shape): string {
  const sample = samples[shapeName] ?? shape.enum?.[0] ?? 'a'.repeat(Math.max(1, shape.min ?? 1));
  if (shape.pattern !== undefined && !matches(shape.pattern, sample)) {
    throw new Error(`"${sample}" is no sample of ${shapeName}: write one for ${shape.pattern}.`);
  }
  return sample;
}

/** Patterns of the model are full matches. */
export function matches(pattern: string, text: string): boolean {
  const source = `^(?:${pattern})$`;
  try {
    return new RegExp(source, 'u').test(text);
  } catch {
    return new RegExp(source).test(text);
  }
}

const arn = (rest: string): string => `arn:aws:lambda:us-east-1:111111111111:${rest}`;

const samples: Readonly<Record<string, string>> = {
  Action: 'lambda:InvokeFunction',
  AdditionalVersion: '1',
  Alias: 'live',
  Arn: 'arn:aws:sqs:us-east-1:111111111111:queue',
  CallbackId: 'YWJj',
  CapacityProviderArn: arn('capacity-provider:provider'),
  CheckpointToken: 'YWJj',
  CodeSigningConfigArn: arn('code-signing-config:csc-01234567890abcdef'),
  DestinationArn: 'arn:aws:sqs:us-east-1:111111111111:queue',
  DurableExecutionArn: arn('function:fn:1/durable-execution/run/id'),
  Endpoint: 'broker:9092',
  EnvironmentVariableName: 'NAME',
  FileSystemArn: 'arn:aws:elasticfilesystem:us-east-1:111111111111:access-point/fsap-01234567890abcdef',
  FunctionRuntimeArn: 'arn:aws:lambda:us-east-1:111111111111:runtime/mine/version/1',
  KMSKeyArn: 'arn:aws:kms:us-east-1:111111111111:key/1',
  KMSKeyArnNonEmpty: 'arn:aws:kms:us-east-1:111111111111:key/1',
  LayerPermissionAllowedAction: 'lambda:GetLayerVersion',
  LayerPermissionAllowedPrincipal: '*',
  LayerVersionArn: arn('layer:layer:1'),
  LocalMountPath: '/mnt/data',
  MasterRegion: 'us-east-1',
  OrganizationId: 'o-0123456789',
  PolicyResourceArn: arn('function:fn'),
  PrincipalOrgID: 'o-0123456789',
  PublishedFunctionQualifier: '1',
  ResourceArn: 'arn:aws:sqs:us-east-1:111111111111:queue',
  RevisionId: '01234567-89ab-cdef-0123-456789abcdef',
  RoleArn: 'arn:aws:iam::111111111111:role/role',
  RuntimeVersionArn: 'arn:aws:lambda:us-east-1::runtime:0123456789abcdef',
  SecurityGroupId: 'sg-0123456789abcdef0',
  SourceOwner: '111111111111',
  SubnetId: 'subnet-0123456789abcdef0',
  TaggableResource: arn('function:fn'),
  Topic: 'topic',
  VersionWithLatestPublished: '1',
};
