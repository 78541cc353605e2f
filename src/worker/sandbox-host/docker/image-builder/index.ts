export {
  type BuiltImage,
  connectImageBuilder,
  createImageBuilder,
  type ImageBuilder,
  type ImageBuilderOptions,
  type ImageBuildOptions,
  type ImageBuildProgress,
} from './image-builder.js';
export { type ImageRecipe, recipeFor } from './image-recipe.js';
export type { ListedImage } from './list-images.js';
