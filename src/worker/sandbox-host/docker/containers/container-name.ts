/**
 * `hearth-<function>-<first eight of the sandbox id>`: what `docker ps` shows. Characters that Docker refuses become `_`, and
 * long function names are cut, so that the name stays a valid host name too.
 */
export function containerName(functionName: string, sandboxId: string): string {
  const speaking = functionName.replace(/[^a-zA-Z0-9_.-]/g, '_').slice(0, 46);
  const unique = sandboxId.replace(/[^a-zA-Z0-9]/g, '').slice(0, 8);
  return `hearth-${speaking}-${unique}`;
}
