import { describe, expect, it } from '@jest/globals';
import { recipeFor } from '../../../../../../src/worker/sandbox-host/docker/image-builder/image-recipe.js';

describe('recipeFor', () => {
  it.each([
    ['nodejs20.x', 'public.ecr.aws/lambda/nodejs:20', '20', 'bookworm'],
    ['nodejs22.x', 'public.ecr.aws/lambda/nodejs:22', '22', 'bookworm'],
    ['nodejs24.x', 'public.ecr.aws/lambda/nodejs:24', '24', 'bookworm'],
    ['python3.11', 'public.ecr.aws/lambda/python:3.11', '3.11', 'bookworm'],
    ['python3.13', 'public.ecr.aws/lambda/python:3.13', '3.13', 'trixie'],
    ['java17', 'public.ecr.aws/lambda/java:17', '17', 'bookworm'],
    ['java17.al2023', 'public.ecr.aws/lambda/java:17.al2023', '17', 'bookworm'],
    ['java21', 'public.ecr.aws/lambda/java:21', '21', 'trixie'],
    ['provided.al2023', 'public.ecr.aws/lambda/provided:al2023', '12', 'bookworm'],
    ['provided.al2', 'public.ecr.aws/lambda/provided:al2', '12', 'bookworm'],
  ])('%s is built exactly', (runtime, reference, version, release) => {
    expect(recipeFor(runtime)).toMatchObject({ runtime, reference, version, release });
    expect(recipeFor(runtime)).not.toHaveProperty('notice');
  });

  it.each([
    ['nodejs18.x', '20'],
    ['nodejs26.x', '24'],
    ['python3.9', '3.11'],
    ['python3.14', '3.13'],
    ['java11', '17'],
    ['java8.al2', '17'],
  ])('%s gets the nearest version, %s, and says so', (runtime, version) => {
    const recipe = recipeFor(runtime);

    expect(recipe).toMatchObject({ version });
    expect(recipe?.notice).toContain(`"${runtime}" carries`);
    expect(recipe?.notice).toContain(version);
  });

  it('takes the newer of two versions equally near', () => {
    expect(recipeFor('python3.12')).toMatchObject({ version: '3.13' });
  });

  it.each(['dotnet8', 'ruby3.4', 'go1.x', 'cobol'])('there is none for %s', (runtime) => {
    expect(recipeFor(runtime)).toBeUndefined();
  });
});
