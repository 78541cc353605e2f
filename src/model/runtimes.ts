/** What a runtime identifier of Lambda stands for. */
export interface Runtime {
  /** `nodejs22.x`, `provided.al2023` … */
  readonly id: string;
  readonly family: RuntimeFamily;
  /** Repository and tag below `public.ecr.aws/lambda/`, e.g. `nodejs:22`. */
  readonly image: string;
  /** The day AWS ended or will end support, `YYYY-MM-DD`; absent where AWS has announced none. */
  readonly deprecatedOn?: string;
}

export type RuntimeFamily = 'nodejs' | 'python' | 'java' | 'dotnet' | 'ruby' | 'go' | 'provided';

/** Where AWS publishes its base images. */
export const officialImageRegistry = 'public.ecr.aws/lambda';

/** The runtime of that identifier, or undefined for a string that AWS never knew. */
export function runtimeNamed(id: string): Runtime | undefined {
  return runtimesById.get(id);
}

/** The official image of a runtime, multi-architecture tag: `public.ecr.aws/lambda/nodejs:22`. */
export function officialImage(runtime: Runtime): string {
  return `${officialImageRegistry}/${runtime.image}`;
}

/** What to tell the user about a runtime past its end of support on the day `nowMs`, or undefined. */
export function deprecationNotice(runtime: Runtime, nowMs: number): string | undefined {
  const { deprecatedOn, id } = runtime;
  if (deprecatedOn === undefined || nowMs < Date.parse(deprecatedOn)) return undefined;
  return `AWS ended support for the runtime "${id}" on ${deprecatedOn}; it may refuse to create or update functions that use it.`;
}

function row(id: string, family: RuntimeFamily, image: string, deprecatedOn?: string): Runtime {
  return deprecatedOn === undefined ? { id, family, image } : { id, family, image, deprecatedOn };
}

/** AWS Lambda developer guide, "Lambda runtimes": the supported, the deprecated and the announced identifiers. */
export const runtimes: readonly Runtime[] = [
  row('nodejs26.x', 'nodejs', 'nodejs:26-preview'),
  row('nodejs24.x', 'nodejs', 'nodejs:24', '2028-04-30'),
  row('nodejs22.x', 'nodejs', 'nodejs:22', '2027-04-30'),
  row('nodejs20.x', 'nodejs', 'nodejs:20', '2026-04-30'),
  row('nodejs18.x', 'nodejs', 'nodejs:18', '2025-09-01'),
  row('nodejs16.x', 'nodejs', 'nodejs:16', '2024-06-12'),
  row('nodejs14.x', 'nodejs', 'nodejs:14', '2023-12-04'),
  row('nodejs12.x', 'nodejs', 'nodejs:12', '2023-03-31'),
  row('python3.15', 'python', 'python:3.15-preview'),
  row('python3.14', 'python', 'python:3.14', '2029-06-30'),
  row('python3.13', 'python', 'python:3.13', '2029-06-30'),
  row('python3.12', 'python', 'python:3.12', '2028-10-31'),
  row('python3.11', 'python', 'python:3.11', '2027-06-30'),
  row('python3.10', 'python', 'python:3.10', '2026-10-31'),
  row('python3.9', 'python', 'python:3.9', '2025-12-15'),
  row('python3.8', 'python', 'python:3.8', '2024-10-14'),
  row('python3.7', 'python', 'python:3.7', '2023-12-04'),
  row('python3.6', 'python', 'python:3.6', '2022-07-18'),
  row('python2.7', 'python', 'python:2.7', '2021-07-15'),
  row('java25', 'java', 'java:25', '2029-06-30'),
  row('java21', 'java', 'java:21', '2029-06-30'),
  row('java17', 'java', 'java:17', '2027-06-30'),
  row('java17.al2023', 'java', 'java:17.al2023'),
  row('java11', 'java', 'java:11', '2027-06-30'),
  row('java11.al2023', 'java', 'java:11.al2023'),
  row('java8.al2', 'java', 'java:8.al2', '2027-06-30'),
  row('java8.al2023', 'java', 'java:8.al2023'),
  row('java8', 'java', 'java:8', '2024-01-08'),
  row('dotnet10', 'dotnet', 'dotnet:10', '2028-11-14'),
  row('dotnet8', 'dotnet', 'dotnet:8', '2026-11-10'),
  row('dotnet6', 'dotnet', 'dotnet:6', '2024-12-20'),
  row('dotnetcore3.1', 'dotnet', 'dotnet:core3.1', '2023-04-03'),
  row('ruby4.0', 'ruby', 'ruby:4.0', '2029-03-31'),
  row('ruby3.4', 'ruby', 'ruby:3.4', '2028-03-31'),
  row('ruby3.3', 'ruby', 'ruby:3.3', '2027-03-31'),
  row('ruby3.2', 'ruby', 'ruby:3.2', '2026-03-31'),
  row('ruby2.7', 'ruby', 'ruby:2.7', '2023-12-07'),
  row('go1.x', 'go', 'go:1', '2024-01-08'),
  row('provided.al2023', 'provided', 'provided:al2023', '2029-06-30'),
  row('provided.al2', 'provided', 'provided:al2', '2026-07-31'),
  row('provided', 'provided', 'provided:alami', '2024-01-08'),
];

const runtimesById: ReadonlyMap<string, Runtime> = new Map(runtimes.map((runtime) => [runtime.id, runtime]));
