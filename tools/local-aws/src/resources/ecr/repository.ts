import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { sameValue } from '../../cloudformation/plain';
import { begun, document, present, tagsOf, unlessMissing, updateTags } from '../support';

const LONGEST_NAME = 256;

export const repository: ResourceType = {
  type: 'AWS::ECR::Repository',
  honours: [
    'EmptyOnDelete',
    'EncryptionConfiguration',
    'ImageScanningConfiguration',
    'ImageTagMutability',
    'LifecyclePolicy.LifecyclePolicyText',
    'RepositoryName',
    'RepositoryPolicyText',
    'Tags',
  ],
  async create(context, properties) {
    const { ecr } = context.clients;
    const { EncryptionConfiguration, ImageScanningConfiguration, ImageTagMutability, RepositoryName } = properties;
    const physicalId: string = RepositoryName ?? context.physicalName(LONGEST_NAME).toLowerCase();
    const made = await ecr.createRepository({
      repositoryName: physicalId,
      imageTagMutability: ImageTagMutability,
      imageScanningConfiguration: { scanOnPush: ImageScanningConfiguration?.ScanOnPush ?? false },
      encryptionConfiguration: EncryptionConfiguration && {
        encryptionType: EncryptionConfiguration.EncryptionType,
        kmsKey: EncryptionConfiguration.KmsKey,
      },
      tags: tagsOf(context, properties.Tags),
    });
    const { repositoryArn, repositoryUri } = present(made.repository, 'repository');
    const attributes = { Arn: repositoryArn, RepositoryUri: repositoryUri };
    const resource = begun(context, physicalId, attributes);
    await setPolicies(context, physicalId, properties, {});
    return resource;
  },
  async update(context, existing, properties, previous) {
    const { ecr } = context.clients;
    const { physicalId: repositoryName } = existing;
    const { ImageScanningConfiguration, ImageTagMutability = 'MUTABLE' } = properties;
    await ecr.putImageTagMutability({ repositoryName, imageTagMutability: ImageTagMutability });
    await ecr.putImageScanningConfiguration({
      repositoryName,
      imageScanningConfiguration: { scanOnPush: ImageScanningConfiguration?.ScanOnPush ?? false },
    });
    await setPolicies(context, repositoryName, properties, previous);
    const resourceArn = String(existing.attributes.Arn);
    await updateTags(context, properties, previous, {
      tag: (tags) => ecr.tagResource({ resourceArn, tags }),
      untag: (tagKeys) => ecr.untagResource({ resourceArn, tagKeys }),
    });
    return existing;
  },
  delete: ({ clients }, { physicalId }, { EmptyOnDelete = false }) =>
    unlessMissing(() => clients.ecr.deleteRepository({ repositoryName: physicalId, force: EmptyOnDelete })),
};

async function setPolicies(
  { clients }: ResourceContext,
  repositoryName: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  const { ecr } = clients;
  const { RepositoryPolicyText, LifecyclePolicy } = now;
  if (!sameValue(RepositoryPolicyText, before.RepositoryPolicyText)) {
    await (RepositoryPolicyText === undefined
      ? unlessMissing(() => ecr.deleteRepositoryPolicy({ repositoryName }))
      : ecr.setRepositoryPolicy({ repositoryName, policyText: document(RepositoryPolicyText) }));
  }
  if (!sameValue(LifecyclePolicy, before.LifecyclePolicy)) {
    await (LifecyclePolicy === undefined
      ? unlessMissing(() => ecr.deleteLifecyclePolicy({ repositoryName }))
      : ecr.putLifecyclePolicy({ repositoryName, lifecyclePolicyText: LifecyclePolicy.LifecyclePolicyText }));
  }
}
