import type { DoorRow, RouteRow } from '../admin/index.js';
import { toFunctionUrl } from '../front-doors/api-gateway/index.js';
import type { FunctionUrl } from '../model/index.js';
import type { Registry } from '../registry/index.js';
import { balancerRows } from './balancer-rows.js';
import { everyDoorRow } from './every-door-row.js';
import type { OwnPorts } from './own-ports/own-ports.js';
import { routeRowOf, routeRows, urlOfApi } from './route-rows.js';
import type { OpenDoors } from './start-doors.js';
import { webSocketRouteRows } from './websocket-rows.js';

/** The doors of the registry, at the addresses where they are served once those are open. */
export class DoorViews {
  /** Given when the doors are open. */
  urls: OpenDoors | undefined;
  ownPorts: OwnPorts | undefined;

  constructor(private readonly registry: Pick<Registry, 'apis' | 'urls'>) {}

  readonly functionUrls = (): readonly FunctionUrl[] => [
    ...this.registry.apis.urls(),
    ...this.registry.urls.all().map(toFunctionUrl),
  ];

  /** What the start-up tells; empty without a port for the APIs. */
  readonly routes = (): readonly RouteRow[] => {
    const apiUrl = this.urls?.apiUrl;
    if (apiUrl === undefined) return [];
    const { apis } = this.registry;
    return [
      ...routeRows(apis.list(), this.functionUrls(), apiUrl, this.#ownUrl),
      ...webSocketRouteRows(apis.webSocketApis(), apiUrl),
      ...balancerRows(apis.balancers(), apiUrl, this.#ownUrl).map(routeRowOf),
    ];
  };

  /** What `hearth routes` shows. */
  readonly doors = (): readonly DoorRow[] => {
    const base = this.urls?.apiUrl ?? this.urls?.awsUrl;
    if (base === undefined) return [];
    const { apis } = this.registry;
    const all = {
      apis: apis.list(),
      urls: this.functionUrls(),
      webSocketApis: apis.webSocketApis(),
      balancers: apis.balancers(),
    };
    return everyDoorRow(all, base, this.urls?.apiUrl !== undefined, this.#ownUrl);
  };

  /** Base URL of a door by its logical id or id; throws a `UserError` when there is none. */
  urlOf(logicalId: string): string {
    const { apis } = this.registry;
    const others = this.doors().filter(({ door }) => door === 'url' || door === 'alb');
    return urlOfApi(logicalId, [...apis.list(), ...apis.webSocketApis()], this.urls?.apiUrl, others);
  }

  readonly #ownUrl = (id: string): string | undefined => this.ownPorts?.urlOf(id);
}
