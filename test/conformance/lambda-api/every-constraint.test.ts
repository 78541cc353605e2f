import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceModel, type Shape, shapeNamed } from '../../../src/front-doors/aws-api/service-model.js';
import { startAwsApi, type StartedAwsApi } from '../../support/aws-api.js';
import { brokenConstraints } from '../../support/model-requests/broken-constraints.js';
import { type ModelInput, operationModel, sendInput } from '../../support/model-requests/model-request.js';
import { sampleOf } from '../../support/model-requests/sample-values.js';

/** AWS's service model 2015-03-31, all operations and members; the words are those of the recordings (contract of constraint messages). */
describe.each(Object.keys(serviceModel.operations))('%s', (operation) => {
  let api: StartedAwsApi;
  beforeAll(async () => {
    api = await startAwsApi();
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
  });

  const valid = (): ModelInput => sampleOf(operationModel(operation).input) as ModelInput;

  it('tells of each constraint of the model that a request breaks', async () => {
    const unlike: string[] = [];
    for (const { path, phrase, input } of brokenConstraints(operation)) {
      const { status, errorType, message } = await sendInput(api.url, operation, input);
      // UpdateFunctionConfiguration takes 5,120 bytes, less than some members' own limit.
      if (errorType === 'RequestEntityTooLargeException') continue;
      const told = message.split('; ').some((part) => part.includes(`at '${path}' failed`) && part.includes(phrase));
      const isCounted = /^\d+ validation errors? detected: Value /.test(message);
      if (status !== 400 || errorType !== 'ValidationException' || !told || !isCounted) {
        unlike.push(`${path}, ${phrase}: ${status} ${errorType ?? ''} ${message.slice(0, 300)}`);
      }
    }

    expect(unlike).toEqual([]);
  });

  it('refuses every member of another JSON type than the model’s', async () => {
    const unlike: string[] = [];
    for (const { name, input } of mistyped(operation)) {
      const { status, errorType, message } = await sendInput(api.url, operation, input);
      if (status !== 400 || errorType !== 'SerializationException' || message === '') {
        unlike.push(`${name}: ${status} ${errorType ?? ''} ${message}`);
      }
    }

    expect(unlike).toEqual([]);
  });

  it('never fails by itself when every member is sent', async () => {
    const { status, errorType } = await sendInput(api.url, operation, valid());

    expect([status < 500, errorType !== 'ValidationException']).toEqual([true, true]);
  });

  it('ignores members that the model does not know', async () => {
    const plain = await sendInput(api.url, operation, valid());
    const withStray = await sendInput(api.url, operation, valid(), { Unknown: { a: [1] }, functionname: 7 });

    expect({ ...withStray, message: '' }).toEqual({ ...plain, message: '' });
  });
});

/** A valid input with one member of the body that is neither an object, nor a list, nor a text, nor a number where such a one is wanted. */
function mistyped(operation: string): readonly { readonly name: string; readonly input: ModelInput }[] {
  const shape = shapeNamed(operationModel(operation).input);
  const whole = sampleOf(operationModel(operation).input) as ModelInput;
  return Object.entries(shape.members ?? {})
    .filter(([name, member]) => member.in === undefined && name !== shape.payload)
    .flatMap(([name, { shape: wanted }]) =>
      valuesOfOtherTypes(shapeNamed(wanted).type).map((value) => ({ name, input: { ...whole, [name]: value } })),
    );
}

function valuesOfOtherTypes(type: Shape['type']): readonly unknown[] {
  const isText = type === 'string' || type === 'blob';
  const isNumber = type === 'integer' || type === 'long' || type === 'double' || type === 'timestamp';
  return [
    ...(type === 'list' ? [] : [[1]]),
    ...(type === 'map' || type === 'structure' ? [] : [{ a: 1 }]),
    ...(isText ? [] : ['text']),
    ...(isNumber ? [] : [1.5]),
    ...(type === 'boolean' ? [] : [true]),
  ];
}
