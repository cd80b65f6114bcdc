import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { AutoScaling } from './auto-scaling';
import { Ec2 } from './ec2';
import { Ecs } from './ecs';
import type { Report } from './model';
import { record } from './record';
import { repairLine } from './repair-metrics';
import { settingsFrom } from './repair-environment';
import { type QueueMessage, reportOf } from './report';
import { sweep } from './sweep';

export interface QueueEvent {
  readonly Records: readonly (QueueMessage & { readonly eventSourceARN: string })[];
}

/** Messages that are to come again; none if all of them shall. */
export interface QueueAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

// one client each for all invocations, as they learn the pace at which the API lets them ask
const RETRIES = { retryMode: 'adaptive', maxAttempts: 6 } as const;
const ecsClient = new ECSClient(RETRIES);
const autoScalingClient = new AutoScalingClient(RETRIES);
const ec2Client = new EC2Client(RETRIES);

/** Takes down what hosts report; or looks after the group, when the other queue says that a minute has passed. */
export async function handler({ Records }: QueueEvent): Promise<QueueAnswer> {
  const settings = settingsFrom(process.env);
  const ecs = new Ecs(ecsClient, settings.cluster, settings.hosts);
  if (Records.every(({ eventSourceARN }) => eventSourceARN === settings.reports)) {
    return takeDown(Records, ecs, settings.roleId);
  }
  const group = new AutoScaling(autoScalingClient, settings.autoScalingGroup);
  await sweep({ ecs, group, ec2: new Ec2(ec2Client), settings, now: Date.now, say }, (counts) =>
    say(repairLine(counts, settings, Date.now())),
  );
  return { batchItemFailures: [] };
}

async function takeDown(messages: readonly QueueMessage[], ecs: Ecs, roleId?: string): Promise<QueueAnswer> {
  const heard: { readonly messageId: string; readonly report: Report }[] = [];
  for (const message of messages) {
    const report = reportOf(message, roleId);
    if ('refused' in report) {
      say(report); // it would be no better the next time
    } else {
      heard.push({ messageId: message.messageId, report });
    }
  }
  try {
    await record(
      heard.map(({ report }) => report),
      { ecs, say },
    );
    return { batchItemFailures: [] };
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error), reports: heard.length });
    return { batchItemFailures: heard.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  }
}

function say(line: object): void {
  console.log(JSON.stringify(line));
}
