import type {
  ListAccountSettingsCommandInput,
  ListTagsForResourceCommandInput,
  PutAccountSettingCommandInput,
  PutAccountSettingDefaultCommandInput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-ecs';
import { AwsError } from '../../service';
import { action, type Action } from '../support';
import { demanded, invalid, lookUpInstance, lookUpTask, lookUpTaskDefinition } from './find';
import type { Tags } from './model';
import { shortName, type Runtime } from './runtime';
import { addTags, tagList } from './tags';

const SETTINGS = [
  'awsvpcTrunking',
  'containerInsights',
  'containerInstanceLongArnFormat',
  'defaultLogDriverMode',
  'dualStackIPv6',
  'fargateFIPSMode',
  'fargateTaskRetirementWaitPeriod',
  'guardDutyActivate',
  'serviceLongArnFormat',
  'tagResourceAuthorization',
  'taskLongArnFormat',
];

export function tagActions(runtime: Runtime): Record<string, Action> {
  return {
    TagResource: action<TagResourceCommandInput>(['resourceArn', 'tags'], ({ resourceArn, tags = [] }) => {
      addTags(tagsBehind(runtime, resourceArn), tags);
    }),
    UntagResource: action<UntagResourceCommandInput>(['resourceArn', 'tagKeys'], ({ resourceArn, tagKeys = [] }) => {
      const tags = tagsBehind(runtime, resourceArn);
      tagKeys.forEach((key) => tags.delete(key));
    }),
    ListTagsForResource: action<ListTagsForResourceCommandInput>(['resourceArn'], ({ resourceArn }) => ({
      tags: tagList(tagsBehind(runtime, resourceArn)),
    })),
    PutAccountSetting: action<PutAccountSettingCommandInput>(['name', 'value', 'principalArn'], (input) =>
      putSetting(runtime, input),
    ),
    PutAccountSettingDefault: action<PutAccountSettingDefaultCommandInput>(['name', 'value'], (input) =>
      putSetting(runtime, input),
    ),
    ListAccountSettings: action<ListAccountSettingsCommandInput>(
      ['name', 'value', 'principalArn', 'effectiveSettings'],
      ({ name, value }) => ({
        settings: [...runtime.settings]
          .filter(
            ([key, current]) => (name === undefined || key === name) && (value === undefined || current === value),
          )
          .map(([key, current]) => ({ name: key, value: current, principalArn: rootArn(runtime), type: 'user' })),
      }),
    ),
  };
}

function putSetting(runtime: Runtime, { name, value }: PutAccountSettingDefaultCommandInput): object {
  const known = SETTINGS.find((setting) => setting === name);
  if (known === undefined) {
    throw invalid(`Invalid account setting name ${name}; valid are ${SETTINGS.join(', ')}`);
  }
  const wanted = demanded(value, 'value');
  runtime.settings.set(known, wanted);
  return { setting: { name: known, value: wanted, principalArn: rootArn(runtime), type: 'user' } };
}

function rootArn({ account }: Runtime): string {
  return `arn:${account.partition}:iam::${account.accountId}:root`;
}

/** The tags of whatever an ARN names. */
function tagsBehind(runtime: Runtime, resourceArn: string | undefined): Tags {
  const arn = demanded(resourceArn, 'resourceArn');
  const [kind = '', clusterName = ''] = (arn.split(':')[5] ?? '').split('/');
  const cluster = runtime.clusters.get(clusterName);
  const found: Record<string, () => { tags: Tags } | undefined> = {
    cluster: () => cluster,
    'capacity-provider': () => runtime.providers.get(shortName(arn)),
    'task-definition': () => lookUpTaskDefinition(runtime, arn),
    service: () => cluster?.services.get(shortName(arn)),
    task: () => cluster && lookUpTask(cluster, arn),
    'container-instance': () => cluster && lookUpInstance(cluster, arn),
  };
  const resource = found[kind]?.();
  if (resource === undefined) {
    throw new AwsError('InvalidParameterException', `The specified resource ${arn} was not found.`);
  }
  return resource.tags;
}
