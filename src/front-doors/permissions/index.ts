export { evaluateStatements, type Principal } from './evaluate-statements.js';
export {
  type ApiCaller,
  createFunctionPermissions,
  type FunctionPermissions,
  type ServiceCaller,
} from './function-permissions.js';
