import { existsSync } from 'node:fs';
import { openAssembly } from './cdk/open-assembly.js';
import { readAssets } from './cdk/read-assets.js';
import { type ProjectFileOptions, projectFileKind } from './project-file.js';
import { noAssets } from './template/assets.js';
import { openProject } from './template/open-project.js';
import { parseTemplate } from './template/parse-template.js';
import type { Project } from './template/project.js';
import { readTemplateText } from './template/read-template-text.js';

/** The templates that a project file is or leads to, nested ones behind the one that nests them. */
export async function openProjectFile(options: ProjectFileOptions): Promise<readonly Project[]> {
  return (await openRoots(options)).flatMap(withNested);
}

async function openRoots(options: ProjectFileOptions): Promise<readonly Project[]> {
  switch (projectFileKind(options.file)) {
    case 'cdk':
      tellServerlessFlags(options);
      return openAssembly(options);
    case 'serverless': {
      const { openServerless } = await import('./serverless/open-serverless.js');
      return [await openServerless(options)];
    }
    case 'template':
      tellServerlessFlags(options);
      return [await openTemplate(options)];
  }
}

async function openTemplate({ file, parameterOverrides, pseudo, tell, watch }: ProjectFileOptions): Promise<Project> {
  // One template of a cloud assembly has its assets beside it.
  const assetManifest = file.replace(/\.template\.json$/, '.assets.json');
  const hasAssets = assetManifest !== file && existsSync(assetManifest);
  return openProject(parseTemplate(file, await readTemplateText(file)), {
    pseudo,
    tell,
    watch,
    parameters: parameterOverrides,
    scope: '',
    assets: hasAssets ? readAssets([assetManifest]) : noAssets,
    layers: new Map(),
    exported: () => undefined,
  });
}

/** The flags of Serverless, given for something else. */
function tellServerlessFlags({ file, stage, serviceParameters, tell }: ProjectFileOptions): void {
  if (stage === undefined && Object.keys(serviceParameters).length === 0) return;
  tell(
    `--stage and --param are for serverless.yml and mean nothing to "${file}". Parameters of a template are given with --parameter-overrides.`,
  );
}

function withNested(project: Project): readonly Project[] {
  return [project, ...project.children().flatMap(withNested)];
}
