import { answer, type CustomResourceEvent } from './custom-resource';
import { Ecs } from './ecs';
import { client } from './ecs-client';
import { stopAll } from './stop-all';
import { CLUSTER_PROPERTY, STARTED_BY_PROPERTY } from './stop-tasks-properties';

/** Between two looks at tasks that stop. */
const PAUSE_MILLISECONDS = 5_000;
/** Kept to answer in. */
const RESERVE_MILLISECONDS = 30_000;

interface Context {
  getRemainingTimeInMillis(): number;
}

/** Acts on Delete only: while the keeper lives, its tasks are its business. */
export async function handler(event: CustomResourceEvent, context: Context): Promise<void> {
  const startedBy = String(event.ResourceProperties[STARTED_BY_PROPERTY]);
  const said = await answer(event, startedBy, async () => {
    if (event.RequestType === 'Delete') {
      const cluster = String(event.ResourceProperties[CLUSTER_PROPERTY]);
      await stopAll(startedBy, new Ecs(client, { cluster, instances: '' }), { pause: () => pause(context) });
    }
  });
  console.log(JSON.stringify({ request: event.RequestType, startedBy, status: said.Status, reason: said.Reason }));
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
