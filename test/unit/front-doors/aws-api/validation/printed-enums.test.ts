// cspell:ignore byol -- a runtime of AWS itself
import { describe, expect, it } from '@jest/globals';
import { shapeNamed } from '../../../../../src/front-doors/aws-api/service-model.js';
import { enumOrder } from '../../../../../src/front-doors/aws-api/validation/printed-enums.js';

const printed = (shape: string): string => `[${enumOrder(shape, shapeNamed(shape).enum ?? []).join(', ')}]`;

describe('the values of an enum in a refusal', () => {
  it.each([
    ['EventSourcePosition', '[LATEST, AT_TIMESTAMP, TRIM_HORIZON]', 'test_create_event_source_validation'],
    ['Architecture', '[x86_64, arm64]', 'test_create_lambda_exceptions'],
    ['SnapStartApplyOn', '[PublishedVersions, None]', 'test_snapstart_exceptions'],
    ['RecursiveLoop', '[Terminate, Allow]', 'test_put_function_recursion_config_invalid_value'],
    ['InvokeMode', '[RESPONSE_STREAM, BUFFERED]', 'test_lambda_url_invalid_invoke_mode'],
    ['InvocationType', '[DryRun, RequestResponse, Event]', 'pasted in ex-aws/ex_aws#442'],
  ])('%s stand as AWS prints them: %s (%s)', (shape, order) => {
    expect(printed(shape)).toBe(order);
  });

  it('runtimes of layers stand as AWS was seen to print them, newer ones in their buckets', () => {
    expect(printed('Runtime')).toBe(
      '[ruby2.6, dotnetcore1.0, python3.7, nodejs8.10, nasa, ruby2.7, python2.7-greengrass, dotnetcore2.0, python3.8, java21, dotnet6, dotnetcore2.1, python3.9, java11, nodejs6.10, provided, dotnetcore3.1, dotnet8, java25, java17, nodejs, nodejs4.3, java8.al2, go1.x, dotnet10, nodejs20.x, go1.9, byol, nodejs10.x, provided.al2023, nodejs22.x, python3.10, java8, nodejs12.x, python3.11, nodejs24.x, nodejs8.x, python3.12, nodejs14.x, nodejs8.9, python3.13, python3.14, nodejs16.x, provided.al2, nodejs4.3-edge, nodejs18.x, ruby3.2, python3.4, ruby3.3, ruby3.4, ruby2.5, python3.6, python2.7]',
    );
  });
});
