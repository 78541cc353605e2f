import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionPermissions } from '../permissions/index.js';
import { newUuid } from '../../base/index.js';
import { requestEntityTooLarge, unknownOperation } from '../../model/index.js';
import type { FunctionUrlConfig } from '../../registry/index.js';
import { authorizeOperation, requestValues } from './authorization/authorize-operation.js';
import { type CallerDefaults, callerOf } from './caller.js';
import { functionUrlFor } from './function-url-for.js';
import { operationNamed } from './operations/index.js';
import type { OperationNeeds } from './operations/operation.js';
import { type Route, RouteTable } from './route-table.js';
import { serviceModel } from './service-model.js';
import type { InputValidator } from './validation/validate-input.js';
import { readBody } from './wire/read-body.js';
import { type Input, readInput } from './wire/read-input.js';
import { type Answer, writeAnswer, writeError } from './wire/write-answer.js';

export interface ControlPlaneNeeds extends OperationNeeds {
  readonly settings: CallerDefaults;
  readonly validator: InputValidator;
  /** `--enforce-policies`. */
  readonly permissions?: FunctionPermissions;
  /** Decides when a create or an update settles after its answer is out; tests hold it back to see the states. */
  readonly settleWhen: (settle: () => void) => void;
}

/** Answers every operation of Lambda that is not on the hot path, in AWS's order of checks (contract §2.3); false when the path is none of Lambda's. */
export function createControlPlane(
  needs: ControlPlaneNeeds,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const routes = new RouteTable();
  return (request, response) => {
    const [pathname = '', queryText = ''] = (request.url ?? '').split('?');
    const caller = callerOf(request.headers, queryText, needs.settings);
    const isForLambda = caller.service === undefined ? routes.isLambdaPath(pathname) : caller.service === 'lambda';
    if (!isForLambda) return false;
    const query = new URLSearchParams(queryText);
    const requestId = newUuid();
    const answer = async (): Promise<Answer> => {
      const route = routes.match(request.method ?? '', pathname, query);
      if (route === undefined) throw unknownOperation();
      const input = await inputFrom(request, route, query, needs.validator);
      if (needs.permissions !== undefined) {
        const values = requestValues(request, caller, needs.clock);
        const { registry, permissions } = needs;
        authorizeOperation({ operation: route.operation, input, caller, values }, { registry, permissions });
      }
      const baseUrl = `http://${request.headers.host ?? 'localhost'}`;
      const functionUrl = (url: FunctionUrlConfig): string => functionUrlFor(url, baseUrl);
      return operationNamed(route.operation)(input, { ...needs, caller, requestId, baseUrl, functionUrl });
    };
    answer()
      .then(({ afterwards, ...rest }) => {
        const held = afterwards && { afterwards: () => needs.settleWhen(afterwards) };
        writeAnswer(response, requestId, { ...rest, ...held });
      })
      .catch((error: unknown) => writeError(response, requestId, error, needs.logger));
    return true;
  };
}

async function inputFrom(
  request: IncomingMessage,
  route: Route,
  query: URLSearchParams,
  validator: InputValidator,
): Promise<Input> {
  const shape = serviceModel.operations[route.operation]?.input ?? '';
  const limit = bodyLimits[route.operation] ?? anyBodyLimit;
  const body = await readBody(request, limit, () =>
    requestEntityTooLarge(`Request must be smaller than ${limit} bytes for the ${route.operation} operation`),
  );
  const input = readInput(shape, { route, query, headers: request.headers, body });
  validator.validate(shape, input);
  return input;
}

/** Contract §5; the others have no limit of their own that is known. */
const bodyLimits: Readonly<Record<string, number>> = {
  CreateFunction: 70_167_211,
  UpdateFunctionCode: 70_167_211,
  UpdateFunctionConfiguration: 5120,
  PublishLayerVersion: 70_167_211,
};
const anyBodyLimit = 6_291_456;
