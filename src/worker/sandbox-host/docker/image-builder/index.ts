export { connectImageBuilder } from './lazy-image-builder.js';
export type { ListedImage } from './list-images.js';
