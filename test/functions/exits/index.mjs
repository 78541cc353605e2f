// Event: {"code": 3}, or {"signal": "SIGKILL"} to be killed by a signal of its own.
export const handler = async (event) => {
  if (event.signal !== undefined) process.kill(process.pid, event.signal);
  else process.exit(event.code ?? 0);
  await new Promise(() => setInterval(() => undefined, 1000));
};
