export { type ApiCaller, callerValues, taggedValues } from './caller-values.js';
export {
  type AccessNeed,
  createFunctionPermissions,
  type FunctionPermissions,
  type ServiceCaller,
} from './function-permissions.js';
