import type { Properties, Resource, ResourceContext, Tag } from '../../cloudformation';
import { sameValue } from '../../cloudformation/plain';

export interface TagChanges {
  readonly set: readonly Tag[];
  readonly removed: readonly string[];
}

/** The tags of a resource: the stack's and AWS's own, and over them those of its `Tags`, as list or as map. */
export function tagsOf(context: Pick<ResourceContext, 'tags'>, own: unknown): Tag[] {
  return merged(context.tags, own);
}

/** What an update has to change in a resource's tags. */
export function tagChanges(context: ResourceContext, properties: Properties, previous: Properties): TagChanges {
  const now = merged(context.tags, properties.Tags);
  const before = merged(context.previousTags, previous.Tags);
  const keys = now.map(({ Key }) => Key);
  return {
    set: now.filter((tag) => !before.some((other) => sameValue(tag, other))),
    removed: before.map(({ Key }) => Key).filter((key) => !keys.includes(key)),
  };
}

/** What a service has for changing tags. */
export interface TagCalls {
  readonly tag: (tags: Tag[]) => Promise<unknown>;
  readonly untag: (keys: string[]) => Promise<unknown>;
}

/** Brings the tags of a resource that is updated to what they shall be. */
export async function updateTags(
  context: ResourceContext,
  properties: Properties,
  previous: Properties,
  calls: TagCalls,
): Promise<void> {
  await applyTagChanges(tagChanges(context, properties, previous), calls);
}

/** For services that know a resource by its ARN: CloudWatch, EventBridge. */
export function tagsByArn(
  service: {
    tagResource(input: { ResourceARN: string; Tags: Tag[] }): Promise<unknown>;
    untagResource(input: { ResourceARN: string; TagKeys: string[] }): Promise<unknown>;
  },
  { attributes: { Arn } }: Resource,
): TagCalls {
  const ResourceARN = String(Arn);
  return {
    tag: (Tags) => service.tagResource({ ResourceARN, Tags }),
    untag: (TagKeys) => service.untagResource({ ResourceARN, TagKeys }),
  };
}

/** Calls what a service has for it, and only when there is something to do. */
export async function applyTagChanges({ set, removed }: TagChanges, { tag, untag }: TagCalls): Promise<void> {
  if (set.length > 0) {
    await tag([...set]);
  }
  if (removed.length > 0) {
    await untag([...removed]);
  }
}

export function tagMap(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

function merged(stackTags: readonly Tag[], own: unknown): Tag[] {
  return [...new Map([...stackTags, ...asList(own)].map((tag) => [tag.Key, tag])).values()];
}

function asList(own: unknown): Tag[] {
  if (Array.isArray(own)) {
    return own.map(({ Key, Value }: Tag) => ({ Key, Value }));
  }
  return Object.entries((own ?? {}) as Record<string, unknown>).map(([Key, Value]) => ({ Key, Value: String(Value) }));
}
