export { createProcessHost } from './create-process-host.js';
export { processHostNotice } from './notice.js';
