for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {});

// Event: {"for ever": true} never returns.
export const handler = (event) => (event['for ever'] ? new Promise(() => setInterval(() => {}, 1000)) : Promise.resolve({ pid: process.pid }));
