import type { LaunchTemplateSpecification, MixedInstancesPolicy } from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../service';
import type { LaunchSource } from './model';
import type { Runtime } from './runtime';
import { templatesOf } from './templates';

export interface LaunchInput {
  readonly LaunchTemplate?: LaunchTemplateSpecification;
  readonly MixedInstancesPolicy?: MixedInstancesPolicy;
}

/** What a request says to launch, after a look whether it exists; nothing if it says nothing. */
export async function launchSource(runtime: Runtime, input: LaunchInput): Promise<LaunchSource | undefined> {
  const { LaunchTemplate: template, MixedInstancesPolicy: policy } = input;
  if (template !== undefined && policy !== undefined) {
    throw new AwsError(
      'ValidationError',
      'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.',
    );
  }
  if (policy !== undefined) {
    refuseWhatIsNotPlayed(policy);
  }
  const source: LaunchSource | undefined =
    policy !== undefined
      ? { kind: 'mixed', policy }
      : template !== undefined
        ? { kind: 'template', template }
        : undefined;
  for (const specification of source === undefined ? [] : templatesOf(source)) {
    const resolved = await runtime.ec2.template(specification);
    if (source?.kind === 'template' && resolved.instanceType === undefined) {
      throw new AwsError(
        'ValidationError',
        'You must use a valid fully-formed launch template. The request must contain the parameter InstanceType',
      );
    }
    if (resolved.imageId === undefined) {
      throw new AwsError(
        'ValidationError',
        'You must use a valid fully-formed launch template. The request must contain the parameter ImageId',
      );
    }
  }
  return source;
}

function refuseWhatIsNotPlayed({ LaunchTemplate: template }: MixedInstancesPolicy): void {
  if (template?.LaunchTemplateSpecification === undefined) {
    throw new AwsError(
      'ValidationError',
      'MixedInstancesPolicy must contain a LaunchTemplate with a LaunchTemplateSpecification.',
    );
  }
  for (const override of template.Overrides ?? []) {
    const known = ['InstanceType', 'LaunchTemplateSpecification'];
    const unknown = Object.keys(override).filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      throw new AwsError(
        'UnsupportedOperation',
        `Local AWS does not play ${unknown.join(', ')} of a mixed instances policy's Overrides`,
        501,
      );
    }
  }
}
