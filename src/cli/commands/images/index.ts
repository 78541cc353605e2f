import { Command } from 'commander';
import type { CommandContext } from '../../command-context.js';
import { buildImagesCommand } from './build.js';
import { listImagesCommand } from './list.js';
import { pullImagesCommand } from './pull.js';

export function imagesCommand(context: CommandContext): Command {
  return new Command('images')
    .description('the runtimes’ images on this machine')
    .addCommand(buildImagesCommand(context))
    .addCommand(pullImagesCommand(context))
    .addCommand(listImagesCommand(context));
}
