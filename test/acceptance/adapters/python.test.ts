import type { AdapterFunction } from '../../support/product/adapter-doors.js';
import { describeAdapters } from '../../support/product/describe-adapters.js';

const python = (handler: string): AdapterFunction => ({ runtime: 'python3.11', handler, code: 'adapters-python' });

describeAdapters('Python', {
  'Mangum with Starlette': {
    doors: {
      'REST API': python('mangum_app.handler'),
      'HTTP API 1.0': python('mangum_app.handler'),
      'HTTP API 2.0': python('mangum_app.handler'),
      'function URL': python('mangum_app.handler'),
      'load balancer': python('mangum_app.handler'),
    },
  },
  'Powertools’ event handlers': {
    doors: {
      'REST API': python('powertools_app.rest'),
      'HTTP API 2.0': python('powertools_app.http'),
      'function URL': python('powertools_app.url'),
    },
    lacks: ['failures of its own'],
  },
});
