import path from 'node:path';
import type { ImageOverrides, StackPackage } from '../../model/index.js';
import { mapOf, type Properties } from '../resolver/properties.js';
import type { ImageAsset } from '../template/assets.js';
import type { Project, ProjectResource } from '../template/project.js';
import { CodeProblem } from './code-problem.js';

/** The image of a function, and how to build it where its source is on this machine. */
export function readImage(resource: ProjectResource, properties: Properties, project: Project): StackPackage {
  const stated = properties.text('ImageUri') ?? properties.inside('Code')?.text('ImageUri');
  const asset = stated === undefined ? undefined : project.assets.image(stated.slice(stated.lastIndexOf(':') + 1));
  const built = asset ?? samBuild(resource, project);
  // What "sam build" made is named in its template; what it would make is not.
  const imageUri = asset?.tag ?? stated ?? built?.tag;
  if (imageUri === undefined) {
    throw new CodeProblem('Hearth.ImageMissing', 'It has no "ImageUri". Name a local image, or run "sam build".');
  }
  return {
    packageType: 'Image',
    imageUri,
    overrides: readOverrides(properties),
    ...(built?.tag === imageUri && { build: built.build }),
  };
}

/** `sam build` tags what it builds as `<logical id in lower case>:<DockerTag or latest>`. */
function samBuild({ metadata, logicalId }: ProjectResource, { folder }: Project): ImageAsset | undefined {
  const { Dockerfile: dockerfile, DockerContext: context, DockerTag: tag, DockerBuildTarget: target } = metadata;
  if (dockerfile === undefined && context === undefined) return undefined;
  const given = Object.entries(mapOf(metadata['DockerBuildArgs']) ?? {});
  const build = {
    context: path.resolve(folder, typeof context === 'string' ? context : '.'),
    ...(typeof dockerfile === 'string' && { dockerfile }),
    ...(typeof target === 'string' && { target }),
    buildArguments: Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
  };
  return { tag: `${logicalId.toLowerCase()}:${typeof tag === 'string' ? tag : 'latest'}`, build };
}

function readOverrides(properties: Properties): ImageOverrides {
  const config = properties.inside('ImageConfig');
  const entryPoint = config?.texts('EntryPoint');
  const command = config?.texts('Command');
  const workingDirectory = config?.text('WorkingDirectory');
  return {
    ...(entryPoint && { entryPoint }),
    ...(command && { command }),
    ...(workingDirectory !== undefined && { workingDirectory }),
  };
}
