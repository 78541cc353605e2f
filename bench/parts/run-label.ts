/** Label of every container that a run of the benches makes by itself. */
export function runLabel(runId: string): string {
  return `dev.lambda-hearth.bench=${runId}`;
}
