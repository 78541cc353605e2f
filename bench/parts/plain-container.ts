import type { ContainerConfig } from './docker-engine.js';

/** A function as the floor runs it. */
export interface PlainFunction {
  readonly image: string;
  readonly codeFolder: string;
  readonly handler: string;
  readonly memoryMb: number;
}

const MIB = 1024 * 1024;
const MB_PER_VCPU = 1769;

/** The least that starts the function's runtime: the image, the code, the memory and CPU weight that Hearth gives, no more. */
export function plainContainer(
  { image, codeFolder, handler, memoryMb }: PlainFunction,
  runtimeApi: string,
  label: string,
): ContainerConfig {
  const [name, value] = label.split('=') as [string, string];
  const environment = {
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    _HANDLER: handler,
    AWS_LAMBDA_FUNCTION_NAME: 'floor',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/floor',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]00000000000000000000000000000000',
    AWS_REGION: 'us-east-1',
  };
  return {
    Image: image,
    Cmd: [handler],
    Env: Object.entries(environment).map(([key, text]) => `${key}=${text}`),
    Labels: { [name]: value },
    HostConfig: {
      Memory: memoryMb * MIB,
      MemorySwap: memoryMb * MIB,
      CpuShares: Math.round((memoryMb / MB_PER_VCPU) * 1024),
      Binds: [`${codeFolder}:/var/task:ro`],
      LogConfig: { Type: 'none', Config: {} },
    },
  };
}
