import { createHash } from 'node:crypto';
import * as instances from '@ecs-groundwork/instances';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { gzipBase64 } from './gzip';
import { hostFile, programFiles } from './host-paths';
import { parameterFolder } from '../rollout/parameter-folder';

/**
 * What runs system containers on a host. It lies in a parameter, which hosts read at their first boot: user data would
 * hold little else. Its name follows from its content, so that a change of it replaces the instances, and each finds what
 * it was launched with.
 */
export class Programs extends Construct {
  /** Fetches them, and then the approved generation. */
  public readonly step: instances.BootStep;

  public constructor(scope: Construct, id: string, group: instances.IInstanceGroup) {
    super(scope, id);
    const text = programsText();
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const name = `${parameterFolder(group)}/programs-${hash}`;
    new ssm.CfnParameter(this, 'Parameter', {
      name,
      description: `Programs for the system containers of group ${group.instanceGroupName}`,
      type: 'String',
      tier: 'Intelligent-Tiering',
      value: gzipBase64(text),
    });
    this.step = instances.BootStep.text('generation', hostFile('first.sh'), { environment: { PROGRAMS: name } });
  }
}

/** As the boot step unpacks it. */
function programsText(): string {
  return JSON.stringify(programFiles().map(({ path, mode, content }) => [path, mode, content]));
}
