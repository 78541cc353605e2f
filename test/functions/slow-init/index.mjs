// INIT may take 10 s; the default is over it.
await new Promise((resolve) => setTimeout(resolve, Number(process.env.SLOW_INIT_MS ?? 11_500)));

export const handler = async () => 'ready';
