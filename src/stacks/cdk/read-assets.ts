import path from 'node:path';
import { mapOf } from '../resolver/properties.js';
import type { Assets, ImageAsset } from '../template/assets.js';
import { readJson } from './assembly.js';

/** What the asset manifests of a cloud assembly say will be uploaded, by object key and by image tag. */
export function readAssets(manifests: readonly string[]): Assets {
  const files = new Map<string, string>();
  const images = new Map<string, ImageAsset>();
  for (const manifest of manifests) {
    const folder = path.dirname(manifest);
    const content = readJson(manifest);
    for (const { source, destinations } of assetsOf(content['files'])) {
      const file = textOf(source['path']);
      if (file === undefined) continue;
      for (const { objectKey } of destinations) {
        const key = textOf(objectKey);
        if (key !== undefined) files.set(path.posix.basename(key), path.resolve(folder, file));
      }
    }
    for (const { source, destinations } of assetsOf(content['dockerImages'])) {
      for (const { imageTag } of destinations) {
        const tag = textOf(imageTag);
        if (tag !== undefined) images.set(tag, imageOf(source, folder, tag));
      }
    }
  }
  return { file: (objectKey) => files.get(path.posix.basename(objectKey)), image: (tag) => images.get(tag) };
}

interface Asset {
  readonly source: Readonly<Record<string, unknown>>;
  readonly destinations: readonly Readonly<Record<string, unknown>>[];
}

function assetsOf(section: unknown): Asset[] {
  return Object.values(mapOf(section) ?? {}).map((asset) => ({
    source: mapOf(mapOf(asset)?.['source']) ?? {},
    destinations: Object.values(mapOf(mapOf(asset)?.['destinations']) ?? {}).map((place) => mapOf(place) ?? {}),
  }));
}

function imageOf(source: Readonly<Record<string, unknown>>, folder: string, tag: string): ImageAsset {
  const dockerfile = textOf(source['dockerFile']);
  const target = textOf(source['dockerBuildTarget']);
  const given = Object.entries(mapOf(source['dockerBuildArgs']) ?? {});
  const build = {
    context: path.resolve(folder, textOf(source['directory']) ?? '.'),
    ...(dockerfile !== undefined && { dockerfile }),
    ...(target !== undefined && { target }),
    buildArguments: Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
  };
  return { tag: `cdk-asset:${tag}`, build };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
