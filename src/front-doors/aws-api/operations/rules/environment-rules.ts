import { environmentProblems, invalidParameterValue } from '../../../../model/index.js';

/** AWS's limit of 4 KB and the names that Lambda keeps for itself; malformed names are the service model's own constraint. */
export function checkEnvironment(variables: Readonly<Record<string, string>>): void {
  const problem = environmentProblems(variables).find(({ kind }) => kind !== 'name');
  if (problem !== undefined) throw invalidParameterValue(problem.message);
}
