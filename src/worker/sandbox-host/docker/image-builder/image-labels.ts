/** SHA-256 over everything an image was made from; an image with this label was built by Hearth, never pulled. */
export const HASH_LABEL = 'dev.lambda-hearth.image-hash';
/** What the image is: `nodejs-22`, `debian-bookworm`. */
export const STAGE_LABEL = 'dev.lambda-hearth.image';
