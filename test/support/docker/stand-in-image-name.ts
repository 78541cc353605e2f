/** A tiny image for tests of the Docker host: one static busybox. */
export const STAND_IN_IMAGE = 'hearth-test/busybox:2';
export const IMAGE_WITHOUT_SHELL = 'hearth-test/no-shell:1';
