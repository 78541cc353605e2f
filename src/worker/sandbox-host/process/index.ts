export { createProcessHost } from './create-process-host.js';
export { processHostNotice } from './notice.js';
export type { ProcessHostOptions } from './process-host-options.js';
