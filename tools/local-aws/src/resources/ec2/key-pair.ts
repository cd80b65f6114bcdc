import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';

export const keyPair: ResourceType = {
  type: 'AWS::EC2::KeyPair',
  honours: ['KeyFormat', 'KeyName', 'KeyType', 'PublicKeyMaterial', 'Tags'],
  async create(context, properties) {
    const { PublicKeyMaterial } = properties;
    const made =
      PublicKeyMaterial === undefined ? await generate(context, properties) : await importKey(context, properties);
    const { KeyPairId, KeyFingerprint } = made;
    return { physicalId: properties.KeyName, attributes: { KeyPairId, KeyFingerprint } };
  },
  async update(context, existing, properties, previous) {
    await updateTags(context, String(existing.attributes.KeyPairId), properties, previous);
    return existing;
  },
  async delete({ clients }, { physicalId, attributes }, { PublicKeyMaterial }) {
    await unlessMissing(() => clients.ec2.deleteKeyPair({ KeyName: physicalId }));
    if (PublicKeyMaterial === undefined) {
      await unlessMissing(() => clients.ssm.deleteParameter({ Name: privateKeyName(String(attributes.KeyPairId)) }));
    }
  },
};

type Made = Promise<{ readonly KeyPairId?: string; readonly KeyFingerprint?: string }>;

/** CloudFormation leaves the private key in Parameter Store. */
async function generate(context: ResourceContext, properties: Properties): Made {
  const { KeyName, KeyType, KeyFormat } = properties;
  const made = await context.clients.ec2.createKeyPair({
    KeyName,
    KeyType,
    KeyFormat,
    TagSpecifications: tagSpecifications(context, 'key-pair', properties),
  });
  await context.clients.ssm.putParameter({
    Name: privateKeyName(present(made.KeyPairId, 'KeyPairId')),
    Type: 'SecureString',
    Value: present(made.KeyMaterial, 'KeyMaterial'),
  });
  return made;
}

async function importKey(context: ResourceContext, properties: Properties): Made {
  return context.clients.ec2.importKeyPair({
    KeyName: properties.KeyName,
    PublicKeyMaterial: Buffer.from(properties.PublicKeyMaterial),
    TagSpecifications: tagSpecifications(context, 'key-pair', properties),
  });
}

function privateKeyName(keyPairId: string): string {
  return `/ec2/keypair/${keyPairId}`;
}
