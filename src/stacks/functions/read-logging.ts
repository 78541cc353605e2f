import type { LoggingConfig } from '../../model/index.js';
import type { Properties } from '../resolver/properties.js';

/** Where and how a function logs; JSON logs have two levels, `INFO` by default, text logs have none (developer guide, "Log level filtering"). */
export function readLogging(properties: Properties, functionName: string): LoggingConfig {
  const config = properties.inside('LoggingConfig');
  const group = config?.text('LogGroup') ?? `/aws/lambda/${functionName}`;
  const format = config?.text('LogFormat') ?? 'Text';
  const applicationLevel = config?.text('ApplicationLogLevel');
  const systemLevel = config?.text('SystemLogLevel');
  if (config === undefined || format === 'Text') {
    if (applicationLevel === undefined && systemLevel === undefined) return { format: 'Text', group };
    return properties.fail('LoggingConfig', 'has a log level, which goes with the LogFormat JSON only');
  }
  if (format !== 'JSON') return config.fail('LogFormat', `is "${format}"; it must be Text or JSON`);
  return { format, group, applicationLevel: applicationLevel ?? 'INFO', systemLevel: systemLevel ?? 'INFO' };
}
