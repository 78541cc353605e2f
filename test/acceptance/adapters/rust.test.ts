import type { AdapterFunction } from '../../support/product/adapter-doors.js';
import { describeAdapters } from '../../support/product/describe-adapters.js';

const rust: AdapterFunction = { runtime: 'provided.al2023', handler: 'bootstrap', code: 'adapters-rust' };

describeAdapters('Rust', {
  lambda_http: {
    doors: {
      'REST API': rust,
      'HTTP API 1.0': rust,
      'HTTP API 2.0': rust,
      'function URL': rust,
      'load balancer': rust,
    },
  },
});
