import type { ProjectFileOptions } from './project-file.js';
import type { Settings } from '../settings/index.js';

/** `Settings` are such options, once a file is named. */
export interface ReadStackOptions
  extends
    Pick<Settings, 'parameterOverrides' | 'region' | 'account'>,
    Partial<Pick<Settings, 'regionNamed' | 'accountNamed' | 'stage' | 'serviceParameters'>> {
  /** Absolute path of a SAM or CloudFormation template, of a serverless.yml or its like, or of a CDK cloud assembly. */
  readonly file: string;
  /** `AWS::StackName`; SAM's name for what runs locally is the default. */
  readonly stackName?: string;
}

/** The same as the readers of each kind of project file take them. */
export function projectFileOptions(
  options: ReadStackOptions,
  tell: ProjectFileOptions['tell'],
  watch: ProjectFileOptions['watch'],
): ProjectFileOptions {
  const {
    file,
    parameterOverrides,
    stage,
    serviceParameters = {},
    regionNamed = false,
    accountNamed = false,
  } = options;
  const { region, account, stackName = 'local' } = options;
  const pseudo = { region, account, stackName };
  return { file, parameterOverrides, stage, serviceParameters, regionNamed, accountNamed, pseudo, tell, watch };
}
