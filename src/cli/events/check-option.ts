import { UserError } from '../../base/index.js';

interface Check {
  readonly isRight: (value: string) => boolean;
  readonly remedy: string;
}

/** Throws the `UserError` of a value that no event has at that place. */
export function checkOption(name: string, value: string): void {
  const check = checks[name];
  if (check === undefined || check.isRight(value)) return;
  throw new UserError(`Invalid value "${value}" for --${name}. ${check.remedy}`);
}

const path: Check = {
  isRight: (value) => value.startsWith('/'),
  remedy: 'Begin it with a slash, such as "/orders/1".',
};
const wholeNumber: Check = { isRight: (value) => /^\d+$/.test(value), remedy: 'Use a whole number.' };
const arn: Check = {
  isRight: (value) => /^arn:[\w-]+:/.test(value),
  remedy: 'Give an ARN, such as "arn:aws:s3:::photos".',
};

/** By the option's name, which means the same in every event. */
const checks: Readonly<Partial<Record<string, Check>>> = {
  region: {
    isRight: (value) => /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(value),
    remedy: 'Give a region of AWS, such as "eu-west-1".',
  },
  account: { isRight: (value) => /^\d{12}$/.test(value), remedy: 'Give twelve digits, such as "000000000000".' },
  method: { isRight: (value) => /^[A-Z]+$/.test(value), remedy: 'Use an HTTP method in capitals, such as "POST".' },
  path,
  resource: path,
  uri: path,
  size: wholeNumber,
  sequence: wholeNumber,
  id: { isRight: (value) => /^-?\d+(\.\d+)?$/.test(value), remedy: 'Use a number.' },
  step: oneOf('createSecret', 'setSecret', 'testSecret', 'finishSecret'),
  detail: { isRight: isJsonObject, remedy: 'Give a JSON object, such as \'{"orderId":1}\'.' },
  'flow-direction': oneOf('INBOUND', 'OUTBOUND'),
  'bucket-arn': arn,
};

function oneOf(...words: readonly string[]): Check {
  return { isRight: (value) => words.includes(value), remedy: `Use one of: ${words.join(', ')}.` };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
