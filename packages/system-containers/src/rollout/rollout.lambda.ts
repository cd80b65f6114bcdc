import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Aws } from './aws';
import * as handlers from './handlers';

/** Waits, at random intervals, rather than fail: Systems Manager answers an account only so often in a second. */
const patient = { retryMode: 'adaptive', maxAttempts: 8 };

const surroundings: handlers.Surroundings = {
  aws: new Aws({
    autoScaling: new AutoScalingClient(patient),
    cloudFormation: new CloudFormationClient(patient),
    ssm: new SSMClient(patient),
  }),
  now: Date.now,
  say: (line) => console.log(JSON.stringify(line)),
};

export const onEvent = (event: handlers.ProviderEvent) => handlers.onEvent(event, surroundings);
export const isComplete = (event: handlers.ProviderEvent) => handlers.isComplete(event, surroundings);
export const settle = (properties: handlers.Properties) => handlers.settleRollout(properties, surroundings);
