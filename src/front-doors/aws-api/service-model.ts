import modelJson from './service-model.json' with { type: 'json' };

/** AWS's published model of Lambda, reduced by scripts/generate-operations.mjs to what answering needs. */
export interface ServiceModel {
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface OperationModel {
  readonly method: string;
  /** With `{Labels}`, and `?name=value` where two operations share method and path. */
  readonly path: string;
  readonly status: number;
  /** Name of the input's shape. */
  readonly input: string;
}

export interface Shape {
  readonly type:
    'structure' | 'list' | 'map' | 'string' | 'integer' | 'long' | 'double' | 'boolean' | 'blob' | 'timestamp';
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, Member>>;
  /** The member that is the raw body. */
  readonly payload?: string;
  /** Shape of a list's elements. */
  readonly member?: string;
  /** Shapes of a map's keys and values. */
  readonly key?: string;
  readonly value?: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
}

export interface Member {
  readonly shape: string;
  /** Absent: a member of the JSON body. */
  readonly in?: 'uri' | 'querystring' | 'header';
  readonly name?: string;
}

export const serviceModel = modelJson as unknown as ServiceModel;

/** The shape of that name; the model is closed, so a missing one is our own mistake. */
export function shapeNamed(name: string): Shape {
  const shape = serviceModel.shapes[name];
  if (shape === undefined) throw new Error(`The service model has no shape "${name}".`);
  return shape;
}
