// The runtime client of the `process` sandbox host for Node.js: node main.mjs <folder of the layers> [<descriptor of the channel to Hearth>]
import { run } from './run.mjs';

// On AWS a function sees no arguments.
const [optFolder, channel] = process.argv.splice(2);

// Not awaited at the top level: then an unsettled promise would end the process with 13 instead of 0.
void run({ optFolder, channel: channel === undefined ? undefined : Number(channel) });
