import type { Tag } from '@aws-sdk/client-ecs';
import type { Tags } from './model';
import { invalid } from './find';

const TAGS_AT_MOST = 50;

export function tagsOf(tags: readonly Tag[] | undefined): Tags {
  const all: Tags = new Map();
  addTags(all, tags ?? []);
  return all;
}

export function addTags(all: Tags, tags: readonly Tag[]): void {
  for (const { key, value = '' } of tags) {
    if (key === undefined || key === '') {
      throw invalid('Tag keys must not be empty.');
    }
    all.set(key, value);
  }
  if ([...all.keys()].filter((key) => !key.startsWith('aws:')).length > TAGS_AT_MOST) {
    throw invalid(`The maximum number of tags is ${TAGS_AT_MOST}.`);
  }
}

export function tagList(tags: Tags): Tag[] {
  return [...tags].map(([key, value]) => ({ key, value }));
}

/** The parts of an answer that are only there when the caller includes them. */
export function included(include: readonly string[] | undefined, tags: Tags): { tags?: Tag[] } {
  return include?.includes('TAGS') ? { tags: tagList(tags) } : { tags: [] };
}
