import type { ResourceType as Ec2ResourceType, TagSpecification } from '@aws-sdk/client-ec2';
import type { Properties, ResourceContext } from '../../cloudformation';
import { tagsOf, updateTags as update } from '../support';

/** For the `create` calls of EC2. */
export function tagSpecifications(
  context: ResourceContext,
  type: Ec2ResourceType,
  { Tags }: Properties,
): TagSpecification[] {
  return [{ ResourceType: type, Tags: tagsOf(context, Tags) }];
}

export async function updateTags(
  context: ResourceContext,
  id: string,
  properties: Properties,
  previous: Properties,
): Promise<void> {
  const { ec2 } = context.clients;
  await update(context, properties, previous, {
    tag: (Tags) => ec2.createTags({ Resources: [id], Tags }),
    untag: (keys) => ec2.deleteTags({ Resources: [id], Tags: keys.map((Key) => ({ Key })) }),
  });
}
