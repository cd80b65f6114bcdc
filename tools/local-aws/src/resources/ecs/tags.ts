import type { Tag as EcsTag } from '@aws-sdk/client-ecs';
import type { Properties, ResourceContext, Tag } from '../../cloudformation/resource-type';

/** A resource's own tags over the stack's. */
export function ecsTags(properties: Properties, stackTags: readonly Tag[]): EcsTag[] {
  const own = (properties.Tags ?? []) as Tag[];
  const all = new Map([...stackTags, ...own].map(({ Key, Value }) => [Key, Value]));
  return [...all].map(([key, value]) => ({ key, value }));
}

/** Brings the tags of a resource that exists from what they were to what they shall be. */
export async function changeTags(
  context: ResourceContext,
  resourceArn: string,
  properties: Properties,
  previous: Properties,
): Promise<void> {
  const wanted = ecsTags(properties, context.tags);
  const had = ecsTags(previous, context.previousTags);
  const tagKeys = had.flatMap(({ key = '' }) => (wanted.some((tag) => tag.key === key) ? [] : [key]));
  const { ecs } = context.clients;
  if (tagKeys.length > 0) {
    await ecs.untagResource({ resourceArn, tagKeys });
  }
  if (wanted.length > 0) {
    await ecs.tagResource({ resourceArn, tags: wanted });
  }
}
