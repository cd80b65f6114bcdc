import { Duration } from 'aws-cdk-lib/core';
import { COMMAND_PARAMETERS, MODES } from './rollout-names';

/** How long a host may take: to pull an image, to stop what runs, to wait for health, and to go back. */
export const EXECUTION_TIMEOUT = Duration.minutes(15);

const { mode, parameter, version } = COMMAND_PARAMETERS;

/**
 * What Run Command runs on a host. Values reach a shell there, so each is held to a pattern in which nothing means
 * anything to one.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html
 */
export function rolloutDocument(groupName: string): object {
  return {
    schemaVersion: '2.2',
    description: `Brings the system containers of an instance of group ${groupName} to a generation`,
    parameters: {
      [mode]: { type: 'String', allowedValues: MODES, description: 'A named generation, or whatever is approved' },
      [parameter]: {
        type: 'String',
        allowedPattern: '^/ecs-groundwork/[A-Za-z0-9/._-]+$',
        description: 'The SSM parameter that holds the generations',
      },
      [version]: { type: 'String', allowedPattern: '^[1-9][0-9]*$', description: 'The generation that this is about' },
    },
    mainSteps: [
      {
        action: 'aws:runShellScript',
        name: 'converge',
        inputs: {
          timeoutSeconds: `${EXECUTION_TIMEOUT.toSeconds()}`,
          runCommand: [
            `case '{{ ${mode} }}' in`,
            `update) exec /opt/system-containers/converge update '{{ ${parameter} }}' '{{ ${version} }}' ;;`,
            `approved) exec /opt/system-containers/converge approved '{{ ${parameter} }}' ;;`,
            'esac',
          ],
        },
      },
    ],
  };
}
