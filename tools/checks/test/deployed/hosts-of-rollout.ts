import type { SSM } from '@aws-sdk/client-ssm';
import type { HostAnswer, HostCommand } from 'local-aws/lib/services/systems-manager';

export class HostsOfRollout {
  public constructor(private readonly ssm: SSM) {}
  public async answer(command: HostCommand): Promise<HostAnswer> {
    return {};
  }
}
