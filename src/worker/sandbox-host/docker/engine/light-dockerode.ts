/** dockerode; what the package ships is built from a copy without what ssh:// needs (`scripts/light-dockerode.mjs`), quick to load. */
export { default } from 'dockerode';
