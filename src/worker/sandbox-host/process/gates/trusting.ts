import type { GateProgram } from '../launch/launcher.js';

/**
 * The program for a function with this environment. Node.js takes the name of one more certificate when it starts, and reads it with the
 * first connection: what all functions of a project with WebSocket APIs have in common is no reason to start without a gate.
 */
export function trusting(program: GateProgram, environment: Readonly<Record<string, string>>): GateProgram {
  const file = environment['NODE_EXTRA_CA_CERTS'];
  if (file === undefined) return program;
  return { ...program, environment: { ...program.environment, NODE_EXTRA_CA_CERTS: file } };
}
