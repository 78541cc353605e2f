import { isAbout, type PolicyQuestion, type Statement, unmetKeys } from '../../identity/index.js';

/** What developers are told of permissions that would let somebody in but for a condition that nobody meets here; empty when there is none. */
export function unmeetableConditions(statements: readonly Statement[], question: PolicyQuestion): readonly string[] {
  return statements
    .filter((statement) => statement.Effect === 'Allow' && isAbout(statement, question))
    .flatMap((statement) =>
      unmetKeys(statement.Condition, question.values).flatMap((key) => {
        const why = reasons[key.toLowerCase()];
        const sid = statement.Sid === undefined ? 'A statement of its policy' : `The permission "${statement.Sid}"`;
        return why === undefined || key.toLowerCase() in question.values ? [] : [`${sid} wants ${key}, ${why}`];
      }),
    );
}

const reasons: Readonly<Record<string, string>> = {
  'aws:principalorgid': 'and accounts here are in no organization: name it with --organization-id.',
  'aws:sourceorgid': 'and services here act for no organization: name it with --organization-id.',
  'lambda:eventsourcetoken': "which only Alexa's own calls carry: nobody can meet it here.",
};
