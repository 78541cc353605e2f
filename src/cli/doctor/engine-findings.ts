import { messageOf, UserError } from '../../base/index.js';
import { describeDockerEngine, type DockerEngineReport, type RouteReport } from '../../worker/sandbox-host/index.js';
import type { Session } from '../session.js';
import { megabytes } from '../table.js';
import { type Finding, good, note, wrong } from './finding.js';

/** The engine, how sandboxes reach Hearth from it, and its images. */
export async function engineFindings({ settings, clock, logger }: Session): Promise<readonly Finding[]> {
  let report: DockerEngineReport;
  try {
    report = await describeDockerEngine(settings.docker, clock, logger);
  } catch (error) {
    if (settings.sandboxHost === 'process')
      return [note('engine', `not used (--sandbox-host process): ${messageOf(error)}`)];
    // A wrong choice of the user carries its own remedy.
    const remedy = error instanceof UserError ? '' : 'Start Docker. ';
    const meanwhile =
      settings.sandboxHost === 'docker'
        ? 'no function runs (--sandbox-host docker).'
        : 'functions run on the process host.';
    return [wrong('engine', messageOf(error), `${remedy}Until then ${meanwhile}`)];
  }
  const product = report.product === '' ? 'Docker engine' : report.product;
  const facts = [
    `${report.operatingSystem}, ${report.architecture}, ${report.cpus} CPUs, ${megabytes(report.memoryBytes)}`,
    `cgroup v${report.cgroupVersion}${report.rootless ? ', rootless' : ''}`,
    `emulates other architectures: ${report.emulatesOthers}`,
  ];
  return [
    good(
      'engine',
      `${product} ${report.version} (API ${report.apiVersion}) at ${report.address}, found by ${report.foundBy}`,
    ),
    good('engine', facts.join('; ')),
    ...report.passedOver.map((place) => note('engine', `passed over: ${place}`)),
    ...(report.hearthRunsInContainer ? [note('engine', 'Hearth runs in a container of this engine')] : []),
    ...routeFindings(report.route, report.network),
    note('/tmp', report.tmpEnforcement),
    ...imageFindings(report),
  ];
}

function routeFindings(route: RouteReport, network: string): readonly Finding[] {
  if (!route.works) {
    return [
      wrong(
        'route',
        `network "${network}": ${route.reason}`,
        'Allow the bridge in the firewall of this machine, or pass --container-host and --container-host-interface.',
      ),
    ];
  }
  const { sandboxFacingHost, label, bindAddress, proven, refusesOtherPeers, notes } = route;
  const tried = proven ? 'tried with a container' : 'not tried: no image is here to try it with';
  return [
    good(
      'route',
      `sandboxes on "${network}" reach Hearth at ${sandboxFacingHost} (${label}), bound to ${bindAddress}; ${tried}`,
    ),
    refusesOtherPeers
      ? good('route', 'each Runtime API refuses everybody but its own sandbox')
      : note('route', 'sandboxes have no addresses of their own here: the Runtime API cannot refuse other peers'),
    ...notes.map((text) => note('route', text)),
  ];
}

function imageFindings({ images }: DockerEngineReport): readonly Finding[] {
  if (images.length === 0) {
    return [
      note(
        'images',
        'no image of a runtime is here; it is pulled when first needed ("hearth images build" works offline)',
      ),
    ];
  }
  return images.map(({ reference, builtByHearth, bytes }) =>
    good('images', `${reference}, ${megabytes(bytes)}, ${builtByHearth ? 'built here' : 'pulled'}`),
  );
}
