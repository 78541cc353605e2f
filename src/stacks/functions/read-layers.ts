import type { StackCode } from '../../model/index.js';
import { readProperties } from '../resolver/properties.js';
import { layerArn, layerTypes } from '../resolver/resource-references.js';
import type { Project, ProjectResource } from '../template/project.js';
import { CodeProblem } from './code-problem.js';
import { readCode } from './function-code.js';

/** The code of the layers that a function names, in order; a layer that is not of this template is told and left out. */
export function readLayers(arns: readonly string[], project: Project, functionId: string): StackCode[] {
  const local = new Map(
    [...project.resources.values()]
      .filter(({ type }) => layerTypes.has(type))
      .map((layer) => [layerArn(layer.logicalId, project.pseudo), layer]),
  );
  return arns.flatMap((arn): StackCode[] => {
    const layer = local.get(arn);
    if (layer !== undefined) return [readLayer(layer, project)];
    project.tell(`Function "${functionId}" runs without the layer "${arn}", which is not a layer of this template.`);
    return [];
  });
}

function readLayer({ logicalId, type, properties: raw }: ProjectResource, project: Project): StackCode {
  const properties = readProperties(project, raw, ['Resources', logicalId, 'Properties']);
  const key = type === 'AWS::Serverless::LayerVersion' ? 'ContentUri' : 'Content';
  try {
    return readCode(properties, key, project, 'layer');
  } catch (error) {
    if (error instanceof CodeProblem) throw new CodeProblem(error.errorType, `Layer "${logicalId}": ${error.message}`);
    throw error;
  }
}
