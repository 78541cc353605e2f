import type { Emulator } from '../emulator/index.js';
import type { Session } from './session.js';

/** The line that scripts wait for. */
export const readyLine = 'Press CTRL+C to quit';

/** Tells each door with its URL and function, then the line that scripts wait for; on stderr. */
export function tellDoors(emulator: Emulator, { logger, settings, paintError }: Session): void {
  const routes = emulator.routes();
  const functions = emulator.functions();
  if (settings.logFormat === 'json') {
    const names = functions.map(({ name }) => name);
    logger.info(readyLine, { awsUrl: emulator.awsUrl, apiUrl: emulator.apiUrl, routes, functions: names });
    return;
  }
  if (emulator.apiUrl !== undefined) logger.info(`HTTP APIs  ${paintError('bold', emulator.apiUrl)}`);
  const methodWidth = Math.max(0, ...routes.map(({ method }) => method.length));
  const urlWidth = Math.max(0, ...routes.map(({ url }) => url.length));
  for (const { method, url, functionName } of routes) {
    logger.info(`  ${method.padEnd(methodWidth)}  ${url.padEnd(urlWidth)}  ${paintError('dim', functionName)}`);
  }
  if (emulator.apiUrl !== undefined && routes.length === 0) logger.info('  (no routes)');
  logger.info(`AWS API    ${paintError('bold', emulator.awsUrl)}`);
  for (const { name } of functions) logger.info(`  ${name}`);
  if (functions.length === 0) logger.info('  (no functions yet: create them with any AWS client)');
  logger.info(readyLine);
}
