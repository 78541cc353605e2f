// cspell:ignore fsap -- as in ARNs of access points
import { describe, expect, it } from '@jest/globals';
import { serviceModel } from '../../../../../src/front-doors/aws-api/service-model.js';
import { InputValidator } from '../../../../../src/front-doors/aws-api/validation/validate-input.js';

const fileSystem = 'arn:aws:elasticfilesystem:us-east-1:111111111111:access-point/fsap-01234567890abcdef';
const validator = new InputValidator();
const message = (shape: string, input: Record<string, unknown>): string => {
  try {
    validator.validate(shape, input);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

/** Recordings in test_lambda_api.json are named where a message was recorded; the rest follows the grammar they show. */
describe('constraint violations', () => {
  it('name a required member that is missing', () => {
    expect(message('UntagResourceRequest', { Resource: 'arn:aws:lambda:us-east-1:111111111111:function:fn' })).toBe(
      "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null",
    );
  });

  it('are all listed, in reverse order of the members', () => {
    expect(message('CreateFunctionRequest', {})).toBe(
      [
        "3 validation errors detected: Value null at 'code' failed to satisfy constraint: Member must not be null",
        "Value null at 'role' failed to satisfy constraint: Member must not be null",
        "Value null at 'functionName' failed to satisfy constraint: Member must not be null",
      ].join('; '),
    );
  });

  it('print map keys and values as AWS does (test_notfound_and_invalid_routingconfigs)', () => {
    const input = {
      FunctionName: 'fn',
      Name: 'live',
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: { '2': 2 } },
    };

    expect(message('CreateAliasRequest', input)).toBe(
      "1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
    );
  });

  it('name a part of a listed structure by its number (flock-lab/flock#391)', () => {
    const FileSystemConfigs = [{ Arn: fileSystem, LocalMountPath: '/flock/q3-00' }];

    expect(message('UpdateFunctionConfigurationRequest', { FunctionName: 'fn', FileSystemConfigs })).toBe(
      "1 validation error detected: Value '/flock/q3-00' at 'fileSystemConfigs.1.member.localMountPath' failed to satisfy constraint: Member must satisfy regular expression pattern: /mnt/[a-zA-Z0-9-_.]+",
    );
  });

  it('tell of a listed structure that is null', () => {
    expect(message('UpdateFunctionConfigurationRequest', { FunctionName: 'fn', FileSystemConfigs: [null] })).toBe(
      "1 validation error detected: Value null at 'fileSystemConfigs.1.member' failed to satisfy constraint: Member must not be null",
    );
  });

  it('go into the lists of a map', () => {
    const SelfManagedEventSource = { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['no port'] } };

    expect(message('CreateEventSourceMappingRequest', { FunctionName: 'fn', SelfManagedEventSource })).toMatch(
      /^1 validation error detected: Value '\{KAFKA_BOOTSTRAP_SERVERS=\[no port\]\}' at 'selfManagedEventSource.endpoints' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 10, Member must have length greater than or equal to 1, Member must satisfy constraint: \[Member must have length less than or equal to 300,/,
    );
  });

  it('hide what is sensitive', () => {
    const input = { FunctionName: 'fn', Environment: { Variables: { '1SECRET': 'value' } } };

    expect(message('UpdateFunctionConfigurationRequest', input)).toMatch(
      /^1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy/,
    );
  });

  it('show numbers with their bounds', () => {
    const input = { FunctionName: 'fn', Timeout: 0, MemorySize: 40_000 };

    expect(message('UpdateFunctionConfigurationRequest', input)).toBe(
      "2 validation errors detected: Value '40000' at 'memorySize' failed to satisfy constraint: Member must have value less than or equal to 32768; Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  });

  it('want a full match of the pattern (test_function_name_and_qualifier_validation, invalid_characters_in_qualifier)', () => {
    expect(message('GetFunctionRequest', { FunctionName: 'fn', Qualifier: 'invalid!' })).toMatch(/expression pattern/);
  });

  it.each(Object.values(serviceModel.operations).map(({ input }) => input))('can be told for %s', (shape) => {
    expect(() => message(shape, {})).not.toThrow();
  });
});
