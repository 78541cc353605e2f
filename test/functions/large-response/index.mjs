// The response's JSON text is exactly {"bytes": n} long.
export const handler = async (event) => 'x'.repeat(event.bytes - 2);
