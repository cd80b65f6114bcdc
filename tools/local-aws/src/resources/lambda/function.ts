import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { anyChanged, begun, omit, pick, tagMap, tagsOf, unlessMissing, updateTags } from '../support';
import { functionCode } from './code';

/** What is changed by `UpdateFunctionConfiguration`, under the same names. */
const CONFIGURATION = [
  'DeadLetterConfig',
  'Description',
  'Environment',
  'EphemeralStorage',
  'Handler',
  'KmsKeyArn',
  'Layers',
  'LoggingConfig',
  'MemorySize',
  'Role',
  'Runtime',
  'Timeout',
  'TracingConfig',
  'VpcConfig',
];

const LONGEST_NAME = 64;

export const lambdaFunction: ResourceType = {
  type: 'AWS::Lambda::Function',
  honours: [
    'Architectures',
    'Code.S3Bucket',
    'Code.S3Key',
    'Code.S3ObjectVersion',
    'Code.ZipFile',
    'FunctionName',
    'PackageType',
    'ReservedConcurrentExecutions',
    'Tags',
    ...CONFIGURATION,
  ],
  async create(context, properties) {
    const { lambda } = context.clients;
    const physicalId: string = properties.FunctionName ?? context.physicalName(LONGEST_NAME);
    const { FunctionArn } = await lambda.createFunction({
      ...omit(properties, 'ReservedConcurrentExecutions'),
      FunctionName: physicalId,
      Role: properties.Role,
      Code: await functionCode(context, properties.Code, properties.Runtime),
      Tags: tagMap(tagsOf(context, properties.Tags)),
    });
    const resource = begun(context, physicalId, { Arn: FunctionArn });
    await setConcurrency(context, physicalId, properties, {});
    return resource;
  },
  async update(context, existing, properties, previous) {
    const { lambda } = context.clients;
    const { physicalId: FunctionName } = existing;
    if (anyChanged(properties, previous, ['Code', 'Architectures'])) {
      const code = await functionCode(context, properties.Code, properties.Runtime);
      await lambda.updateFunctionCode({ FunctionName, ...code, Architectures: properties.Architectures });
    }
    if (anyChanged(properties, previous, CONFIGURATION)) {
      await lambda.updateFunctionConfiguration({ FunctionName, ...withoutRemoved(properties, previous) });
    }
    await setConcurrency(context, FunctionName, properties, previous);
    const Resource = String(existing.attributes.Arn);
    await updateTags(context, properties, previous, {
      tag: (tags) => lambda.tagResource({ Resource, Tags: tagMap(tags) }),
      untag: (TagKeys) => lambda.untagResource({ Resource, TagKeys }),
    });
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.lambda.deleteFunction({ FunctionName: physicalId })),
};

/** What Lambda falls back to; its API leaves alone what a call does not name. */
const DEFAULTS: Properties = {
  DeadLetterConfig: { TargetArn: '' },
  Description: '',
  Environment: { Variables: {} },
  EphemeralStorage: { Size: 512 },
  KmsKeyArn: '',
  Layers: [],
  MemorySize: 128,
  Timeout: 3,
  TracingConfig: { Mode: 'PassThrough' },
  VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
};

function withoutRemoved(properties: Properties, previous: Properties): Properties {
  const removed = CONFIGURATION.filter((name) => name in previous && !(name in properties));
  return { ...pick(DEFAULTS, removed), ...pick(properties, CONFIGURATION) };
}

async function setConcurrency(
  { clients }: ResourceContext,
  FunctionName: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  if (!anyChanged(now, before, ['ReservedConcurrentExecutions'])) {
    return;
  }
  const { ReservedConcurrentExecutions } = now;
  await (ReservedConcurrentExecutions === undefined
    ? clients.lambda.deleteFunctionConcurrency({ FunctionName })
    : clients.lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions }));
}
