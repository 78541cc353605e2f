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
    const { awsUrl, apiUrl, certificateFile } = emulator;
    const { staticFolder } = settings;
    const own = emulator.ownAddresses();
    logger.info(readyLine, { awsUrl, apiUrl, routes, functions: names, own, staticFolder, certificateFile });
    return;
  }
  if (emulator.apiUrl !== undefined) logger.info(`HTTP APIs  ${paintError('bold', emulator.apiUrl)}`);
  const methodWidth = Math.max(0, ...routes.map(({ method }) => method.length));
  const urlWidth = Math.max(0, ...routes.map(({ url }) => url.length));
  if (emulator.certificateFile !== undefined) logger.info(`  certificate   ${emulator.certificateFile}`);
  if (emulator.apiUrl !== undefined && settings.staticFolder !== undefined) {
    logger.info(`  static files  ${settings.staticFolder}`);
  }
  for (const { method, url, functionName } of routes) {
    logger.info(`  ${method.padEnd(methodWidth)}  ${url.padEnd(urlWidth)}  ${paintError('dim', functionName)}`);
  }
  if (emulator.apiUrl !== undefined && routes.length === 0) logger.info('  (no routes)');
  for (const { kind, name, url } of emulator.ownAddresses()) {
    logger.info(`${kind === 'alb' ? 'ALB' : 'URL'}        ${paintError('bold', url)}  ${paintError('dim', name)}`);
  }
  logger.info(`AWS API    ${paintError('bold', emulator.awsUrl)}`);
  for (const { name } of functions) logger.info(`  ${name}`);
  if (functions.length === 0) logger.info('  (no functions yet: create them with any AWS client)');
  logger.info(readyLine);
}
