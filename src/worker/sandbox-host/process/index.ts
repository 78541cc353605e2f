export { createProcessHost } from './lazy-process-host.js';
export { processHostNotice } from './notice.js';
