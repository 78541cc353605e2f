import { functionRevisionMismatch, invalidParameterValue } from '../../../../model/index.js';
import type { FunctionRecord } from '../../../../registry/index.js';
import { functionTarget, keyOf } from '../../function-target.js';
import { showCodeSha256, showConfiguration } from '../functions/show-configuration.js';
import { operation } from '../operation.js';
import { refusePublishTo } from '../rules/configuration-rules.js';
import { existingFunction } from '../rules/existence-rules.js';
import { refuseOtherThanLatest } from '../rules/latest-only-rule.js';
import { appliesSnapStart } from '../rules/snap-start-rules.js';

interface PublishVersionInput {
  readonly FunctionName: string;
  readonly CodeSha256?: string;
  readonly Description?: string;
  readonly RevisionId?: string;
  readonly PublishTo?: string;
}

/** Contract §4.5. Answers the last version when nothing has changed since; one with SnapStart is Pending first. */
export const publishVersion = operation<PublishVersionInput>(async (input, { functions, registry, caller }) => {
  const target = functionTarget({ functionName: input.FunctionName, caller }, functions);
  refuseOtherThanLatest(target);
  refusePublishTo(input.PublishTo);
  const key = keyOf(target);
  const latest = existingFunction(target, functions);
  if (input.RevisionId !== undefined && input.RevisionId !== latest.revisionId) throw functionRevisionMismatch();
  checkCode(latest, input.CodeSha256);
  const version = await registry.versions.publish(key, {
    ...(input.Description !== undefined && { description: input.Description }),
    pending: appliesSnapStart(latest.settings),
  });
  return {
    status: 201,
    body: showConfiguration(version, version.version),
    afterwards: () => {
      functions.settle(key);
    },
  };
});

function checkCode(latest: FunctionRecord, expected: string | undefined): void {
  const current = showCodeSha256(latest);
  if (expected === undefined || expected === current) return;
  throw invalidParameterValue(
    `CodeSHA256 (${expected}) is different from current CodeSHA256 in $LATEST (${current}). Please try again with the CodeSHA256 in $LATEST.`,
  );
}
