import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { TaggedGroups } from './launches-port';
import { resumeLaunches } from './resume-launches';
import { TAG_KEY_PROPERTY, TAG_VALUE_PROPERTY } from './resume-launches-properties';
import { answer, type CustomResourceEvent } from '../delete/custom-resource';

/** A sweep that has begun has suspended launches by then, or will not: it asks the API a few times only. */
const PAUSE_MILLISECONDS = 3_000;

/** Acts on Create and Update: what is deleted launches nothing. */
export async function handler(event: CustomResourceEvent): Promise<void> {
  const tag = {
    key: String(event.ResourceProperties[TAG_KEY_PROPERTY]),
    value: String(event.ResourceProperties[TAG_VALUE_PROPERTY]),
  };
  let resumed: string[] = [];
  const said = await answer(event, tag.value, async () => {
    if (event.RequestType !== 'Delete') {
      resumed = await resumeLaunches(new TaggedGroups(new AutoScalingClient({}), tag), { now: Date.now, pause });
    }
  });
  console.log(
    JSON.stringify({ request: event.RequestType, ...tag, resumed, status: said.Status, reason: said.Reason }),
  );
  const response = await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(said) });
  if (!response.ok) {
    // Lambda invokes again: the answer is what CloudFormation waits for
    throw new Error(`CloudFormation did not take the answer: ${response.status} ${response.statusText}`);
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
}
