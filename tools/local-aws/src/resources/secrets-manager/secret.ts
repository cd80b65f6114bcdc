import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { anyChanged, present, tagsOf, unlessMissing, updateTags } from '../support';

export const secret: ResourceType = {
  type: 'AWS::SecretsManager::Secret',
  honours: ['Description', 'GenerateSecretString', 'KmsKeyId', 'Name', 'SecretString', 'Tags'],
  async create(context, properties) {
    const { Description, KmsKeyId } = properties;
    const { ARN } = await context.clients.secretsManager.createSecret({
      Name: properties.Name ?? context.physicalName(),
      Description,
      KmsKeyId,
      SecretString: await secretString(context, properties),
      Tags: tagsOf(context, properties.Tags),
    });
    const physicalId = present(ARN, 'ARN');
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update(context, existing, properties, previous) {
    const { secretsManager } = context.clients;
    const { physicalId: SecretId } = existing;
    if (anyChanged(properties, previous, ['Description', 'KmsKeyId'])) {
      const { Description, KmsKeyId } = properties;
      await secretsManager.updateSecret({ SecretId, Description, KmsKeyId });
    }
    if (anyChanged(properties, previous, ['SecretString', 'GenerateSecretString'])) {
      const SecretString = await secretString(context, properties);
      await secretsManager.putSecretValue({ SecretId, SecretString });
    }
    await updateTags(context, properties, previous, {
      tag: (Tags) => secretsManager.tagResource({ SecretId, Tags }),
      untag: (TagKeys) => secretsManager.untagResource({ SecretId, TagKeys }),
    });
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() =>
      clients.secretsManager.deleteSecret({ SecretId: physicalId, ForceDeleteWithoutRecovery: true }),
    ),
};

/** The value given, or one that Secrets Manager makes; without either CloudFormation has a password made. */
async function secretString({ clients }: ResourceContext, properties: Properties): Promise<string> {
  if (properties.SecretString !== undefined) {
    return properties.SecretString;
  }
  const { SecretStringTemplate, GenerateStringKey, ...options } = properties.GenerateSecretString ?? {};
  const { RandomPassword } = await clients.secretsManager.getRandomPassword(options);
  const password = present(RandomPassword, 'RandomPassword');
  return SecretStringTemplate === undefined
    ? password
    : JSON.stringify({ ...JSON.parse(SecretStringTemplate), [GenerateStringKey]: password });
}
