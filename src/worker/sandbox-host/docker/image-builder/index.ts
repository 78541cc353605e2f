export { connectImageBuilder } from './image-builder.js';
export type { ListedImage } from './list-images.js';
