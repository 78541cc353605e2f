// The rest is one module of many: what starts the command is as small as can be.
const { main } = await import('./command.js');
await main();
