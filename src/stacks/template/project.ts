import type { RawResource } from '../resolver/raw-resource.js';
import type { Resolver } from '../resolver/resolver.js';
import type { PropertiesInput } from '../resolver/properties.js';
import type { PseudoParameters } from '../resolver/pseudo-parameters.js';
import type { Assets } from './assets.js';

/** A template that is ready to be read: its resources with globals merged, those whose condition is false left out. */
export interface Project extends PropertiesInput {
  /** The template's folder, which relative paths start from. */
  readonly folder: string;
  /** Where a nested stack hangs, `Child/` or `Child/Grandchild/`; empty for the project file itself. */
  readonly scope: string;
  /** It is of SAM or CloudFormation by its own words, and not translated from another kind of project file. */
  readonly isSamLocal: boolean;
  readonly resolver: Resolver;
  readonly pseudo: PseudoParameters;
  /** Takes the absolute path of a file or folder whose change matters, whether it is there or not. */
  readonly watch: (file: string) => void;
  readonly resources: ReadonlyMap<string, ProjectResource>;
  /** The final name of a function of this template; undefined when the template has no such function. */
  readonly functionName: (logicalId: string) => string | undefined;
  readonly assets: Assets;
  /** The templates that this one nests, read on first use, in their order. */
  readonly children: () => readonly Project[];
  /** The layers of every template of the project file, by the ARN that `Ref` gives. */
  readonly layers: Map<string, LayerPlace>;
}

export interface ProjectResource extends RawResource {
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A layer, and the template that says where its content is. */
export interface LayerPlace {
  readonly layer: ProjectResource;
  readonly project: Project;
}
