import { BlockReader } from './block-reader.js';
import { NotPlain } from './not-plain.js';

/**
 * The content of a template in the YAML that most are written in, JSON included; undefined for everything else, right or wrong: anchors,
 * merge keys, text over several lines, odd numbers, tabs, every error. What it answers is what the full parser would.
 */
export function readPlainYaml(text: string): unknown {
  try {
    return new BlockReader(text).document();
  } catch (error) {
    // The latter: deeper than the stack.
    if (error instanceof NotPlain || error instanceof RangeError) return undefined;
    throw error;
  }
}
