export const handler = async () => ({ environment: process.env, cwd: process.cwd(), argv: process.argv });
