import { createHash } from 'node:crypto';
import { advance, begin, type Request, type Settings } from './roll-out';
import { refusedLine } from './refused-metric';
import { ROLLOUT_ATTRIBUTES, ROLLOUT_PROPERTIES as PROPERTIES } from './rollout-names';
import type { RolloutPort, Target } from './rollout-port';
import { settle } from './settle';

/** What CDK's provider framework hands on, as far as it is read here. */
export interface ProviderEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly StackId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
}

export type Properties = Readonly<Record<string, unknown>>;

/** What handlers are given besides their event. */
export interface Surroundings {
  readonly aws: RolloutPort;
  /** In milliseconds. */
  readonly now: () => number;
  readonly say: (line: object) => void;
}

/** The parameter is the resource: when its name changes, CloudFormation has the old one deleted in the end. */
export async function onEvent(event: ProviderEvent, { aws, say }: Surroundings) {
  const { RequestType, PhysicalResourceId = '' } = event;
  if (RequestType === 'Delete') {
    await aws.remove(PhysicalResourceId);
    say({ deleted: PhysicalResourceId });
    return { PhysicalResourceId };
  }
  const request = requestOf(event);
  await begin(request, aws);
  return { PhysicalResourceId: request.target.parameterName };
}

export async function isComplete(event: ProviderEvent, { aws, now, say }: Surroundings) {
  if (event.RequestType === 'Delete') {
    return { IsComplete: true };
  }
  const request = requestOf(event);
  const outcome = await advance(request, aws, now());
  say({ parameter: request.target.parameterName, request: request.id, outcome });
  if (outcome === 'goes-on') {
    return { IsComplete: false };
  }
  return {
    IsComplete: true,
    Data: {
      [ROLLOUT_ATTRIBUTES.contentHash]: createHash('sha256').update(request.content).digest('hex').slice(0, 16),
      Note: outcome === 'left' ? LEFT : 'every instance that was reached runs it',
    },
  };
}

const LEFT = 'the roll-out goes on by itself: it is approved when it ends well, and its alarm says when it does not';

/** By a rule, with the same properties. */
export async function settleRollout(properties: Properties, { aws, now, say }: Surroundings): Promise<void> {
  const target = targetOf(properties);
  const settled = await settle(target, settingsOf(properties), aws, now());
  say({ parameter: target.parameterName, ...settled });
  if (settled.refused !== undefined) {
    say(refusedLine(settled.refused, target.tag.value, now()));
  }
}

function requestOf({ RequestId, StackId, ResourceProperties }: ProviderEvent): Request {
  return {
    id: RequestId,
    stackId: StackId,
    content: String(ResourceProperties[PROPERTIES.content]),
    target: targetOf(ResourceProperties),
    settings: settingsOf(ResourceProperties),
  };
}

function targetOf(properties: Properties): Target {
  return {
    parameterName: String(properties[PROPERTIES.parameterName]),
    documentName: String(properties[PROPERTIES.documentName]),
    tag: { key: String(properties[PROPERTIES.tagKey]), value: String(properties[PROPERTIES.tagValue]) },
    groupName: String(properties[PROPERTIES.groupName]),
  };
}

function settingsOf(properties: Properties): Settings {
  return {
    concurrency: String(properties[PROPERTIES.concurrency]),
    patience: Number(properties[PROPERTIES.patience]) * 1000,
  };
}
