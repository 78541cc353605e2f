// The floor's own process: told by its parent what to open, so that its CPU time is its own.
import { FloorServer } from './floor-server.js';
import type { FloorOrder, FloorReport } from './protocol.js';

const server = new FloorServer();
const port = await server.listen();
let runtimeApiHost = '127.0.0.1';

process.on('message', (order: FloorOrder) => {
  obey(order).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
// Ctrl-C is the parent's to answer; it closes the channel when it has cleaned up.
process.on('SIGINT', () => undefined);

async function obey(order: FloorOrder): Promise<void> {
  switch (order.order) {
    case 'serve':
      runtimeApiHost = order.runtimeApiHost;
      tell({ report: 'serving', port });
      return;
    case 'open':
      tell({
        report: 'opened',
        ...(await server.open(runtimeApiHost, order.count, (sandbox) => tell({ report: 'ready', sandbox }))),
      });
      return;
    case 'close':
      server.closeSandboxes();
      tell({ report: 'closed' });
      return;
  }
}

function tell(report: FloorReport): void {
  process.send?.(report);
}
