import { readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, UserError } from '../../base/index.js';
import { mapOf } from '../resolver/properties.js';
import type { Resolver } from '../resolver/resolver.js';
import { parseTemplate, type Template } from './parse-template.js';
import type { TemplatePath } from './template-part.js';

/** Reads the files that a template includes. */
export interface Includes {
  /** `location` is a path on this machine; `place` says who asks, for messages. */
  read(location: string, place: string): Template;
}

export function createIncludes(folder: string, watch: (file: string) => void): Includes {
  return {
    read(location, place) {
      if (/^[a-z0-9]+:\/\//i.test(location)) {
        throw new UserError(`${place}: The include "${location}" is not on this machine. Name a local file instead.`);
      }
      const file = path.resolve(folder, location);
      watch(file);
      let text: string;
      try {
        text = readFileSync(file, 'utf8');
      } catch (error) {
        throw new UserError(
          `${place}: The include "${file}" cannot be read: ${messageOf(error)}. Correct "Location".`,
          {
            cause: error,
          },
        );
      }
      return parseTemplate(file, text);
    },
  };
}

/** `Location` of an `AWS::Include`, resolved; undefined for another transform. */
export function includeLocation(
  argument: unknown,
  place: TemplatePath,
  template: Template,
  resolver: Resolver,
): string | undefined {
  const transform = mapOf(argument);
  if (transform?.['Name'] !== 'AWS::Include') return undefined;
  const location = resolver.resolve(mapOf(transform['Parameters'])?.['Location'], place);
  if (typeof location === 'string') return location;
  throw new UserError(`${template.locate(place)}: AWS::Include has no "Location" that is known. Name a file there.`);
}
