import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../base/index.js';
import type { ProjectFileOptions } from '../project-file.js';
import { mapOf } from '../resolver/properties.js';
import { openProject, type OpenedProject } from '../template/open-project.js';
import { parseTemplate } from '../template/parse-template.js';
import type { LayerPlace } from '../template/project.js';
import { readTemplateText } from '../template/read-template-text.js';
import { readAssembly } from './assembly.js';
import { readAssets } from './read-assets.js';

/** The stacks of a CDK cloud assembly (`cdk.out`): several carry their name before their ids, and know each other's exports. */
export async function openAssembly(options: ProjectFileOptions): Promise<readonly OpenedProject[]> {
  const { file, parameterOverrides, pseudo, regionNamed, accountNamed, tell, watch } = options;
  const folder = path.basename(file) === 'manifest.json' ? path.dirname(file) : file;
  const { stacks, assetManifests, manifests } = readAssembly(folder);
  if (stacks.length === 0) throw new UserError(`"${folder}" has no stack. Run "cdk synth" in the CDK app.`);
  for (const read of [...manifests, ...assetManifests]) watch(read);
  const assets = readAssets(assetManifests);
  const layers = new Map<string, LayerPlace>();
  const opened: OpenedProject[] = [];
  const asked = new Set(Object.keys(parameterOverrides));
  for (const { name, templateFile, environment } of stacks) {
    watch(templateFile);
    if (!existsSync(templateFile)) {
      throw new UserError(
        `The template "${templateFile}" of the stack "${name}" does not exist. Run "cdk synth" again.`,
      );
    }
    const template = parseTemplate(templateFile, await readTemplateText(templateFile));
    const declared = Object.keys(mapOf(template.content['Parameters']) ?? {}).filter(
      (key) => key in parameterOverrides,
    );
    for (const key of declared) asked.delete(key);
    opened.push(
      openProject(template, {
        parameters: Object.fromEntries(declared.map((key) => [key, parameterOverrides[key]])),
        pseudo: {
          stackName: name,
          region: (regionNamed ? undefined : environment.region) ?? pseudo.region,
          account: (accountNamed ? undefined : environment.account) ?? pseudo.account,
        },
        scope: stacks.length === 1 ? '' : `${name}/`,
        tell,
        watch,
        assets,
        layers,
        exported: (exportName) => firstKnown(opened, exportName),
      }),
    );
  }
  for (const key of asked) tell(`--parameter-overrides names "${key}", which is not a parameter of any stack.`);
  return opened;
}

function firstKnown(projects: readonly OpenedProject[], exportName: string): unknown {
  for (const { outputs } of projects) {
    const value = outputs.exported(exportName);
    if (value !== undefined) return value;
  }
  return undefined;
}
