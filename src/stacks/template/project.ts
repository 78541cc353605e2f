import type { RawResource } from '../resolver/resource-references.js';
import type { Resolver } from '../resolver/resolver.js';
import type { PropertiesInput } from '../resolver/properties.js';
import type { PseudoParameters } from '../resolver/pseudo-parameters.js';

/** A template that is ready to be read: its resources with globals merged, those whose condition is false left out. */
export interface Project extends PropertiesInput {
  /** The template's folder, which relative paths start from. */
  readonly folder: string;
  readonly resolver: Resolver;
  readonly pseudo: PseudoParameters;
  /** Takes the absolute path of a file or folder whose change matters, whether it is there or not. */
  readonly watch: (file: string) => void;
  readonly resources: ReadonlyMap<string, ProjectResource>;
}

export interface ProjectResource extends RawResource {
  readonly metadata: Readonly<Record<string, unknown>>;
}
