import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluateStatements } from '../../../../src/identity/policies/evaluate-statements.js';
import { type PlainStatement, referenceVerdict } from './reference-evaluator.js';

const actions = ['lambda:GetFunction', 'lambda:InvokeFunction', 'lambda:InvokeFunctionUrl', 's3:GetObject'];
const actionPatterns = [
  ...actions,
  '*',
  'lambda:*',
  'LAMBDA:Invoke*',
  'lambda:Get?unction',
  'lambda:*Function',
  's3:*',
];
const arn = 'arn:aws:lambda:us-east-1:111111111111:function:';
const resources = [`${arn}one`, `${arn}one:live`, `${arn}two`, 'arn:aws:s3:::bucket/key:1', '*'];
const resourcePatterns = [
  ...resources,
  `${arn}*`,
  `${arn}o*e`,
  `${arn}*live`,
  `${arn}on?`,
  'arn:aws:lambda:*:111111111111:function:one',
  'arn:aws:lambda:us-*-1:111111111111:function:t*',
  'arn:aws:lambda:us-east-1',
  'arn:aws:s3:::bucket/*',
  'arn:*:one',
];
const keys = ['aws:PrincipalOrgID', 'lambda:Layer', 'aws:MultiFactorAuthAge', 'aws:SecureTransport'];
const texts = ['a', 'A', 'ab', 'abc', 'true', 'false', '1', '2', '10'];
const wantedTexts = [...texts, 'a*', '*b*', 'a?', '*'];
const operators = ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringLike', 'StringNotLike', 'Bool'];
const numeric = ['NumericEquals', 'NumericNotEquals', 'NumericLessThanEquals', 'NumericGreaterThan'];

const some = (choices: readonly string[]): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...choices), { minLength: 1, maxLength: 3 });
const element = (name: string, choices: readonly string[]): fc.Arbitrary<Record<string, readonly string[]>> =>
  fc.tuple(fc.boolean(), some(choices)).map(([negated, list]) => ({ [negated ? `Not${name}` : name]: list }));
const quantified = (names: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'),
      fc.constantFrom(...names),
      fc.constantFrom('', 'IfExists'),
    )
    .map((parts) => parts.join(''));
const conditionOf = (
  operator: fc.Arbitrary<string>,
  wanted: readonly string[],
): fc.Arbitrary<NonNullable<PlainStatement['Condition']>> =>
  fc.dictionary(operator, fc.dictionary(fc.constantFrom(...keys), some(wanted), { minKeys: 1, maxKeys: 2 }), {
    maxKeys: 2,
  });
const condition = fc.oneof(
  conditionOf(quantified(operators), wantedTexts),
  conditionOf(quantified(numeric), ['1', '2', '10']),
  conditionOf(fc.constant('Null'), ['true', 'false']),
);
const statement: fc.Arbitrary<PlainStatement> = fc
  .tuple(
    fc.constantFrom('Allow' as const, 'Deny' as const),
    element('Action', actionPatterns),
    element('Resource', resourcePatterns),
    condition,
  )
  .map(([Effect, action, resource, Condition]) => ({ Effect, ...action, ...resource, Condition }));
const single = fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...texts), { maxKeys: 4 });
const several = fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 });
const values = fc
  .tuple(single, fc.option(several, { nil: undefined }))
  .map(([one, layers]) => ({ ...lowered(one), ...(layers !== undefined && { 'lambda:layer': layers }) }));

function lowered(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
}

/** Several values are for the operators that quantify; what others make of them is not defined. */
function isDefined(statements: readonly PlainStatement[], given: Readonly<Record<string, unknown>>): boolean {
  if (!Array.isArray(given['lambda:layer'])) return true;
  return statements.every(({ Condition = {} }) =>
    Object.entries(Condition).every(
      ([operator, asked]) => operator.startsWith('For') || operator === 'Null' || !('lambda:Layer' in asked),
    ),
  );
}

describe('random policies and questions', () => {
  it('get the verdict that the plain reading of the user guide gives', () => {
    fc.assert(
      fc.property(
        fc.array(statement, { maxLength: 4 }),
        fc.constantFrom(...actions),
        fc.constantFrom(...resources),
        values,
        (statements, action, resource, given) => {
          fc.pre(isDefined(statements, given));
          const question = { action, resource, values: given };

          expect(evaluateStatements(statements, question)).toBe(referenceVerdict(statements, question));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('are never widened by one more Deny, nor narrowed by one more Allow', () => {
    const rank = { denied: 0, 'not-allowed': 1, allowed: 2 };
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 3 }), statement, values, (statements, more, given) => {
        const question = { action: 'lambda:InvokeFunction', resource: `${arn}one`, values: given };
        const [before, after] = [statements, [...statements, more]].map(
          (all) => rank[evaluateStatements(all, question)],
        );

        const change = (after ?? 0) - (before ?? 0);

        expect(more.Effect === 'Deny' ? change <= 0 : change >= 0).toBe(true);
      }),
    );
  });
});
