import {
  SSMClient,
  DeleteParameterCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import { generationText } from './generation-text';
import { APPROVED, ROLLOUT_PROPERTIES } from './rollout-names';

interface ProviderEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

const ssm = new SSMClient({ retryMode: 'adaptive', maxAttempts: 8 });

export async function onEvent({ RequestType, PhysicalResourceId, ResourceProperties }: ProviderEvent) {
  if (RequestType === 'Delete') {
    await ssm.send(new DeleteParameterCommand({ Name: PhysicalResourceId }));
    return { PhysicalResourceId };
  }
  const Name = String(ResourceProperties[ROLLOUT_PROPERTIES.parameterName]);
  const Value = generationText(String(ResourceProperties[ROLLOUT_PROPERTIES.content]));
  const { Version } = await ssm.send(
    new PutParameterCommand({ Name, Value, Type: 'String', Tier: 'Intelligent-Tiering', Overwrite: true }),
  );
  await ssm.send(new LabelParameterVersionCommand({ Name, ParameterVersion: Version, Labels: [APPROVED] }));
  return { PhysicalResourceId: Name };
}

export async function isComplete() {
  return Promise.resolve({ IsComplete: true });
}

export async function settle(): Promise<void> {
  return Promise.resolve();
}
