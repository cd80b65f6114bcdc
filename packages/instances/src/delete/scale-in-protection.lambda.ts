import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { AutoScaling } from './auto-scaling-port';
import { answer, type CustomResourceEvent } from './custom-resource';
import { liftProtection } from './lift-protection';
import { GROUP_NAME_PROPERTY } from './scale-in-protection-properties';

/** Between two looks at instances that are launching. */
const PAUSE_MILLISECONDS = 5_000;
/** Kept to answer in. */
const RESERVE_MILLISECONDS = 15_000;

interface Context {
  getRemainingTimeInMillis(): number;
}

/** Acts on Delete only: while the group lives, its protection is ECS's business. */
export async function handler(event: CustomResourceEvent, context: Context): Promise<void> {
  const group = String(event.ResourceProperties[GROUP_NAME_PROPERTY]);
  const said = await answer(event, group, async () => {
    if (event.RequestType === 'Delete') {
      const autoScaling = new AutoScaling(new AutoScalingClient({}));
      await liftProtection(group, autoScaling, { pause: () => pause(context) });
    }
  });
  console.log(JSON.stringify({ request: event.RequestType, group, status: said.Status, reason: said.Reason }));
  const response = await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(said) });
  if (!response.ok) {
    // Lambda invokes again: the answer is what CloudFormation waits for
    throw new Error(`CloudFormation did not take the answer: ${response.status} ${response.statusText}`);
  }
}

async function pause(context: Context): Promise<boolean> {
  if (context.getRemainingTimeInMillis() < PAUSE_MILLISECONDS + RESERVE_MILLISECONDS) {
    return false;
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  return true;
}
