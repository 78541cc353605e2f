/** A tiny image for tests of the Docker host: one static busybox. */
export const STAND_IN_IMAGE = 'hearth-test/busybox:2';
