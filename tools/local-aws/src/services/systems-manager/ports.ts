import type { EC2 } from '@aws-sdk/client-ec2';
import { InvalidDocument, type SSM } from '@aws-sdk/client-ssm';

export interface ManagedInstance {
  readonly instanceId: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** What Systems Manager asks of others. */
export interface SystemsManagerPorts {
  /** Instances whose agents are at work: all that run. */
  instances(): Promise<ManagedInstance[]>;
  /** Undefined when there is no such document. */
  document(name: string): Promise<unknown>;
}

export function portsOnMoto({ ec2, ssm }: { readonly ec2: EC2; readonly ssm: SSM }): SystemsManagerPorts {
  return {
    instances: async () => {
      const Filters = [{ Name: 'instance-state-name', Values: ['running'] }];
      const found: ManagedInstance[] = [];
      let NextToken: string | undefined;
      do {
        const page = await ec2.describeInstances({ Filters, NextToken });
        for (const { InstanceId = '', Tags = [] } of page.Reservations?.flatMap(({ Instances = [] }) => Instances) ??
          []) {
          found.push({
            instanceId: InstanceId,
            tags: new Map(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
          });
        }
        ({ NextToken } = page);
      } while (NextToken);
      return found;
    },
    document: async (Name) => {
      try {
        const { Content = '' } = await ssm.getDocument({ Name });
        return JSON.parse(Content) as unknown;
      } catch (error) {
        if (error instanceof InvalidDocument) {
          return undefined;
        }
        throw error;
      }
    },
  };
}
