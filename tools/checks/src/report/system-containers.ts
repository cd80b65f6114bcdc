import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { decodeParts } from '../templates/user-data';
import type { Aws } from '../aws';
import type { SystemContainerReport } from './model';

const UNIT = /\/etc\/systemd\/system\/system-container-([a-z0-9-]+)\.service\b/g;
const REQUIRED = /\/required\/system-container-([a-z0-9-]+)\.service\b/g;

/** The system containers of a group, as the user data of its launch template has them. */
export async function reportSystemContainers(
  aws: Aws,
  group: AutoScalingGroup | undefined,
): Promise<SystemContainerReport[]> {
  const template =
    group?.LaunchTemplate ?? group?.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification ?? {};
  if (template.LaunchTemplateId === undefined) {
    return [];
  }
  const { LaunchTemplateVersions = [] } = await aws.ec2.describeLaunchTemplateVersions({
    LaunchTemplateId: template.LaunchTemplateId,
    Versions: [template.Version ?? '$Default'],
  });
  const encoded = LaunchTemplateVersions[0]?.LaunchTemplateData?.UserData ?? '';
  const text = decodeParts(Buffer.from(encoded, 'base64').toString());
  const names = (pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, name = '']) => name));
  const required = names(REQUIRED);
  return [...names(UNIT)].sort().map((name) => ({ name, required: required.has(name) }));
}
