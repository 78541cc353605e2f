/**
 * Whether the function asks for nodejs24.x or later. From there on AWS's client is another one: handlers answer by promise
 * only, every module is imported, and uncaught errors are left to Node.
 */
export const modern = Number(/nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV ?? '')?.[1]) >= 24;
