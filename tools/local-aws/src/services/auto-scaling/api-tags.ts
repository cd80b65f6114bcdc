import type {
  CreateOrUpdateTagsCommandInput,
  DeleteTagsCommandInput,
  DescribeTagsCommandInput,
  Filter,
  TagDescription,
} from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../service';
import { action, page, required, type Action } from '../support';
import { tagOutputs } from './describe';
import { groupTag } from './inputs';
import { findGroup, invalidToken, type Runtime } from './runtime';

export function tagActions(runtime: Runtime): Record<string, Action> {
  return {
    CreateOrUpdateTags: action<CreateOrUpdateTagsCommandInput>(['Tags'], ({ Tags = [] }) => {
      for (const tag of Tags) {
        findGroup(runtime, tag.ResourceId).tags.set(required(tag.Key, 'tags.member.key'), groupTag(tag));
      }
    }),
    DeleteTags: action<DeleteTagsCommandInput>(['Tags'], ({ Tags = [] }) => {
      for (const { ResourceId, Key } of Tags) {
        findGroup(runtime, ResourceId).tags.delete(required(Key, 'tags.member.key'));
      }
    }),
    DescribeTags: action<DescribeTagsCommandInput>(
      ['Filters', 'MaxRecords', 'NextToken'],
      ({ Filters = [], MaxRecords = 50, NextToken }) => {
        const chosen = [...runtime.groups.values()]
          .flatMap(tagOutputs)
          .filter((tag) => Filters.every((filter) => matchesFilter(tag, filter)));
        const { items, next } = page(chosen, MaxRecords, NextToken, invalidToken);
        return { Tags: items, NextToken: next };
      },
    ),
  };
}

function matchesFilter(tag: TagDescription, { Name = '', Values = [] }: Filter): boolean {
  const values: Record<string, string> = {
    'auto-scaling-group': tag.ResourceId ?? '',
    key: tag.Key ?? '',
    value: tag.Value ?? '',
    'propagate-at-launch': String(tag.PropagateAtLaunch),
  };
  const value = values[Name];
  if (value === undefined) {
    throw new AwsError(
      'ValidationError',
      `Filter type ${Name} is not correct. Allowed Filter types are: ${Object.keys(values).join(' ')}`,
    );
  }
  return Values.includes(value);
}
