import { format } from 'node:util';
import { asError, errorBody } from './error-bodies.mjs';

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/**
 * Makes `console` write one record per line as a managed runtime does: `<ISO time>\t<request id>\t<LEVEL>\t<message>`, or JSON
 * with AWS_LAMBDA_LOG_FORMAT=JSON. Answers what the loop needs of it.
 */
export function patchConsole({ requestIdBeforeFirstEvent }) {
  const json = process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';
  const threshold = Math.max(0, levels.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase() ?? ''));
  const current = { requestId: requestIdBeforeFirstEvent, tenantId: undefined };

  const write = (level, parameters) => {
    const time = new Date().toISOString();
    const record = json
      ? jsonRecord(level, time, current, parameters)
      : `${time}\t${current.requestId}\t${level}\t${format(...parameters)}`;
    // A line feed would end the record in CloudWatch, and so it does here.
    process.stdout.write(`${record.replaceAll('\n', '\r')}\n`);
  };
  const writerOf = (level) =>
    levels.indexOf(level) < threshold
      ? () => undefined
      : (message, ...parameters) => {
          write(level, [message, ...parameters]);
        };
  for (const level of levels) console[level.toLowerCase()] = writerOf(level);
  console.log = console.info;

  return {
    setCurrent(requestId, tenantId) {
      current.requestId = requestId;
      current.tenantId = tenantId;
    },
    logError(message, thrown) {
      const error = asError(thrown);
      if (json) console.error(error);
      else console.error(message, `\t${describe(error)}`);
    },
  };
}

function describe(error) {
  try {
    return JSON.stringify(error, (_key, value) => {
      if (!(value instanceof Error)) return value;
      const described = { errorType: value.name, errorMessage: value.message, code: value.code, ...value };
      return typeof value.stack === 'string' ? { ...described, stack: value.stack.split('\n') } : described;
    });
  } catch {
    return JSON.stringify(errorBody(error));
  }
}

function jsonRecord(level, timestamp, current, parameters) {
  const record = { timestamp, level, requestId: current.requestId };
  if (current.tenantId) record.tenantId = current.tenantId;
  if (parameters.length === 1) return oneValueRecord(record, parameters[0]);
  const error = parameters.find((parameter) => parameter instanceof Error);
  return JSON.stringify({ ...record, message: format(...parameters), ...(error && errorFields(error)) });
}

function oneValueRecord(record, message) {
  try {
    return JSON.stringify({ ...record, message }, (_key, value) =>
      value instanceof Error ? { ...errorFields(value), ...value } : value,
    );
  } catch {
    return JSON.stringify({ ...record, message: format(message) });
  }
}

function errorFields(error) {
  return {
    errorType: error.constructor?.name ?? 'UnknownError',
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
  };
}
