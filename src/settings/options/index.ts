import { debugOptions } from './debugging.js';
import { doorOptions } from './doors.js';
import { invocationOptions } from './invocation.js';
import { messageOptions } from './messages.js';
import { projectOptions } from './project.js';
import { sandboxOptions } from './sandboxes.js';

export { ignoredOptions } from './ignored.js';
export { refusedOptions } from './refused.js';

/** Every setting there is, in the order of the documentation. */
export const options = {
  ...projectOptions,
  ...invocationOptions,
  ...doorOptions,
  ...sandboxOptions,
  ...debugOptions,
  ...messageOptions,
} as const;

export type OptionKey = keyof typeof options;

/** The checked values of the options that were given. */
export type OptionValues = { readonly [K in OptionKey]?: ReturnType<(typeof options)[K]['parse']> };

/** The keys of the table, typed. */
export const optionKeys = Object.keys(options) as readonly OptionKey[];
