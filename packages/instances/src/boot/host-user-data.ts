import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { failure } from '../private/errors';

/**
 * The user data of a group, composed when it is rendered. CDK believes that every user data is a script to which lines
 * can be appended; here such lines become a boot step.
 */
export class HostUserData extends ec2.UserData {
  /**
   * @param commands takes the lines that others append
   */
  public constructor(
    private readonly compose: () => string,
    private readonly commands: string[],
  ) {
    super();
  }

  public render(): string {
    return this.compose();
  }

  public addCommands(...commands: string[]): void {
    this.commands.push(...commands);
  }

  public addOnExitCommands(): void {
    throw unsupported('commands on exit', 'a systemd unit of a contribution');
  }

  public addS3DownloadCommand(): string {
    throw unsupported(
      'downloads from S3',
      'a boot step: the AMI has no AWS CLI, but its curl signs requests (--aws-sigv4)',
    );
  }

  public addExecuteFileCommand(): void {
    throw unsupported('files to execute', 'a boot step');
  }

  public addSignalOnExitCommand(): void {
    throw unsupported(
      'signals to CloudFormation',
      'the launch lifecycle hook, which waits until the instance takes work',
    );
  }
}

function unsupported(what: string, instead: string): Error {
  return failure('UserDataUnsupported', `the user data of an instance group takes no ${what}; use ${instead}`);
}
