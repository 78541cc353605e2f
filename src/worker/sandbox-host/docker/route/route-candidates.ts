/** One way by which sandboxes might reach this process, to be tried. */
export interface RouteCandidate {
  /** What it is, for `doctor`. */
  readonly label: string;
  readonly bindAddress: string;
  readonly sandboxFacingHost: string;
}

export interface RouteCircumstances {
  readonly networkIsHost: boolean;
  readonly gateways: readonly string[];
  readonly ownAddress?: string;
  /** IPv4 addresses of this machine, loopback left out. */
  readonly machineAddresses: readonly string[];
  readonly containerHost?: string;
  readonly containerHostInterface?: string;
}

const LOOPBACK = '127.0.0.1';
const EVERY_ADDRESS = '0.0.0.0';
/** Names by which engines in a virtual machine forward to the loopback address of the machine around it. */
const FORWARDING_NAMES = ['host.docker.internal', 'host.containers.internal'];

/**
 * All ways worth a try, the narrowest and most direct first. What the user named is tried alone, but for SAM's own defaults
 * (`localhost`, listening on `127.0.0.1`), which say nothing here, and the names that its documentation has people write on any
 * machine: the other ways stand behind these.
 */
export function routeCandidates(circumstances: RouteCircumstances): readonly RouteCandidate[] {
  const { containerHostInterface } = circumstances;
  const containerHost = circumstances.containerHost === 'localhost' ? undefined : circumstances.containerHost;
  if (containerHost === undefined && (containerHostInterface === undefined || containerHostInterface === LOOPBACK)) {
    return found(circumstances);
  }
  // Nobody can call "every address": which of them sandboxes reach is still to be found.
  const others =
    containerHostInterface === EVERY_ADDRESS
      ? found(circumstances).map((candidate) => ({ ...candidate, bindAddress: EVERY_ADDRESS }))
      : found(circumstances);
  if (containerHost === undefined && containerHostInterface === EVERY_ADDRESS) return others;
  const named = namedByUser(circumstances, containerHost, containerHostInterface);
  return FORWARDING_NAMES.includes(containerHost ?? '') ? [...named, ...others] : named;
}

function found({
  networkIsHost,
  gateways,
  ownAddress,
  machineAddresses,
}: RouteCircumstances): readonly RouteCandidate[] {
  if (networkIsHost) return [{ label: 'host network', bindAddress: LOOPBACK, sandboxFacingHost: LOOPBACK }];
  if (ownAddress !== undefined) {
    return [{ label: "Hearth's own container", bindAddress: ownAddress, sandboxFacingHost: ownAddress }];
  }
  return [
    ...gateways.map((address) => direct("the network's gateway", address)),
    ...FORWARDING_NAMES.map((name) => ({ label: name, bindAddress: LOOPBACK, sandboxFacingHost: name })),
    ...machineAddresses
      .filter((address) => !gateways.includes(address))
      .map((address) => direct("this machine's address", address)),
  ];
}

function direct(label: string, address: string): RouteCandidate {
  return { label, bindAddress: address, sandboxFacingHost: address };
}

/** With the interface left open, the narrowest address that works is found by trying. */
function namedByUser(
  { gateways, machineAddresses }: RouteCircumstances,
  containerHost: string | undefined,
  containerHostInterface: string | undefined,
): readonly RouteCandidate[] {
  const facing = containerHost ?? containerHostInterface ?? LOOPBACK;
  const own = [...gateways, ...machineAddresses, LOOPBACK];
  const binds =
    containerHostInterface !== undefined
      ? [containerHostInterface]
      : own.includes(facing)
        ? [facing]
        : [LOOPBACK, ...gateways, EVERY_ADDRESS];
  const label = containerHost === undefined ? '--container-host-interface' : '--container-host';
  return binds.map((bindAddress) => ({ label, bindAddress, sandboxFacingHost: facing }));
}
