import type { StackCode } from '../../model/index.js';
import { readProperties } from '../resolver/properties.js';
import type { LayerPlace, Project } from '../template/project.js';
import { CodeProblem } from './code-problem.js';
import { readCode } from './function-code.js';

/** The code of the layers that a function names, in order; a layer that is not of this project is told and left out. */
export function readLayers(arns: readonly string[], project: Project, functionId: string): StackCode[] {
  return arns.flatMap((arn): StackCode[] => {
    const place = project.layers.get(arn);
    if (place !== undefined) return [readLayer(place)];
    project.tell(`Function "${functionId}" runs without the layer "${arn}", which is not a layer of this template.`);
    return [];
  });
}

function readLayer({ layer, project }: LayerPlace): StackCode {
  const { logicalId, type } = layer;
  const properties = readProperties(project, layer.properties, ['Resources', logicalId, 'Properties']);
  const key = type === 'AWS::Serverless::LayerVersion' ? 'ContentUri' : 'Content';
  try {
    return readCode(properties, key, project, 'layer');
  } catch (error) {
    if (error instanceof CodeProblem) {
      throw new CodeProblem(error.errorType, `Layer "${logicalId}": ${error.message}`, error.remedy);
    }
    throw error;
  }
}
