import { evaluateStatements } from '../../../../identity/index.js';
import { accessDenied, type CodeSource, invalidParameterValue, limits } from '../../../../model/index.js';
import type { FunctionCode, FunctionSettings, LayerVersion, Locality } from '../../../../registry/index.js';
import type { CodeStore } from '../../../../storage/index.js';
import { callerValues } from '../../../permissions/index.js';
import { apiCaller } from '../../caller.js';
import type { OperationContext } from '../operation.js';
import { layerArn, layerVersionArn, layerVersionIn } from './layer-arn.js';

/** Finds the layer versions of a function, with AWS's refusals in its order (contract §4.9). */
export function resolveLayers(
  arns: readonly string[],
  locality: Locality,
  { registry, caller, organizationId }: OperationContext,
): readonly LayerVersion[] {
  const found: LayerVersion[] = [];
  for (const arn of arns) {
    const asked = layerVersionIn(arn, caller);
    if (asked.region !== locality.region) {
      throw invalidParameterValue(
        `Layers are not in the same region as the function. Layers are expected to be in region ${locality.region}.`,
      );
    }
    const version = registry.layers.find(asked, asked.layerName, asked.version);
    if (asked.account !== locality.account) refuseUnlessGranted(arn, asked, version, { caller, organizationId });
    if (version === undefined) throw invalidParameterValue(`Layer version ${arn} does not exist.`);
    const twin = found.find((other) => layerArn(other) === layerArn(version));
    if (twin !== undefined) {
      throw invalidParameterValue(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${layerVersionArn(twin)} and ${arn} are versions of the same layer.`,
      );
    }
    found.push(version);
  }
  return found;
}

/** The code with these layers instead of those before; refuses what gets too large together. */
export function withLayers(code: FunctionCode, layers: readonly LayerVersion[], store: CodeStore): FunctionCode {
  if (code.packageType === 'Image') return code;
  checkUnzippedTotal(code.unzippedSize ?? 0, unzippedSizeOf(layers));
  return {
    ...code,
    layers: layers.map(({ digest }): CodeSource => ({ kind: 'archive', digest, path: store.pathOf(digest) ?? '' })),
  };
}

export function checkUnzippedTotal(code: number, layers: number): void {
  if (layers === 0 || code + layers <= limits.unzippedCode) return;
  throw invalidParameterValue(
    `Function code combined with layers exceeds the maximum allowed size of ${limits.unzippedCode} bytes. The actual size is ${code + layers} bytes.`,
  );
}

function unzippedSizeOf(layers: readonly LayerVersion[]): number {
  return layers.reduce((total, { unzippedSize }) => total + unzippedSize, 0);
}

/** How a function shows its layers; nothing when there are none. */
export function layerSettings(layers: readonly LayerVersion[]): Pick<FunctionSettings, 'layerVersions'> {
  if (layers.length === 0) return {};
  return {
    layerVersions: layers.map((layer) => ({
      arn: layerVersionArn(layer),
      size: layer.size,
      unzippedSize: layer.unzippedSize,
    })),
  };
}

export function withoutLayers(settings: FunctionSettings): FunctionSettings {
  const members = Object.entries(settings).filter(([name]) => name !== 'layerVersions');
  return Object.fromEntries(members) as unknown as FunctionSettings;
}

/** Layers of AWS and of vendors are in accounts that nobody holds here. */
function refuseUnlessGranted(
  arn: string,
  asked: Locality & { readonly layerName: string },
  version: LayerVersion | undefined,
  { caller, organizationId }: Pick<OperationContext, 'caller' | 'organizationId'>,
): void {
  if (version === undefined) {
    throw accessDenied(
      `Hearth: the layer version ${arn} is of another account, and there is no copy of it here. Publish one as account ${asked.account}, or leave the layer out.`,
    );
  }
  const who = apiCaller(caller);
  const verdict = evaluateStatements(version.policy?.statements ?? [], {
    action: 'lambda:GetLayerVersion',
    resource: arn,
    principal: who,
    values: callerValues(who, organizationId),
  });
  if (verdict === 'allowed') return;
  throw accessDenied(
    `User: ${who.arn} is not authorized to perform: lambda:GetLayerVersion on resource: ${arn} because no resource-based policy allows the lambda:GetLayerVersion action`,
  );
}
