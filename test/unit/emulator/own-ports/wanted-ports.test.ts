import { describe, expect, it } from '@jest/globals';
import { unknownPortNames, wantedPorts } from '../../../../src/emulator/own-ports/wanted-ports.js';
import type { FunctionUrl } from '../../../../src/model/index.js';
import { balancerRule, loadBalancer } from '../../../support/load-balancer.js';

const listener = (logicalId: string, protocol: 'HTTP' | 'HTTPS') => ({
  id: `id-of-${logicalId}`,
  logicalId,
  protocol,
  port: protocol === 'HTTP' ? 80 : 443,
  rules: [balancerRule()],
});
const web = loadBalancer([], { listeners: [listener('Http', 'HTTP'), listener('Https', 'HTTPS')] });
const url = (name: string): FunctionUrl => ({
  id: `id-of-${name}`,
  logicalId: `${name}Url`,
  region: 'eu-west-1',
  account: '123456789012',
  functionReference: `${name}-live:alias`,
  authType: 'NONE',
  invokeMode: 'BUFFERED',
});
const none = { albPorts: {}, urlPorts: {}, everyUrlHasPort: false };

describe('ports of single doors', () => {
  it('are free ones for each listener, unless the listener or, for its first one, the load balancer is named', () => {
    const ports = (albPorts: Readonly<Record<string, number>>) =>
      wantedPorts([web], [], { ...none, albPorts }).map(({ id, port }) => [id, port]);

    expect(ports({})).toEqual([
      ['id-of-Http', 0],
      ['id-of-Https', 0],
    ]);
    expect(ports({ Web: 8080, Https: 8443 })).toEqual([
      ['id-of-Http', 8080],
      ['id-of-Https', 8443],
    ]);
  });

  it('are over TLS for listeners of HTTPS alone', () => {
    expect(wantedPorts([web], [], none).map(({ mayBeTls }) => mayBeTls)).toEqual([false, true]);
  });

  it.each(['One', 'OneUrl', 'One-live', 'One-live:alias'])('are those of the function URLs that "%s" names', (name) => {
    const wanted = wantedPorts([], [url('One'), url('Two')], { ...none, urlPorts: { [name]: 9000 } });

    expect(wanted.map(({ id, port }) => [id, port])).toEqual([['id-of-One', 9000]]);
  });

  it('are free ones for every function URL where that is asked for', () => {
    const wanted = wantedPorts([], [url('One'), url('Two')], {
      ...none,
      urlPorts: { One: 9000 },
      everyUrlHasPort: true,
    });

    expect(wanted.map(({ id, port }) => [id, port])).toEqual([
      ['id-of-One', 9000],
      ['id-of-Two', 0],
    ]);
  });

  it('for names that nothing has are told', () => {
    const settings = { ...none, albPorts: { Wev: 1 }, urlPorts: { One: 2, Three: 3 } };

    expect(unknownPortNames([web], [url('One')], settings)).toMatchObject([
      { flag: '--alb-port', name: 'Wev', known: ['Web', 'Http', 'Https'] },
      { flag: '--url-port', name: 'Three' },
    ]);
  });
});
