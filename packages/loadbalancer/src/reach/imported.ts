import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { childOf } from '../service/child';

/** Security groups as another stack sees them: rules that are added to them stand there, and go with it. */
export function importedInto(scope: IConstruct, id: string, { connections }: ec2.IConnectable): ec2.Connections {
  const imported = childOf(scope, id);
  return new ec2.Connections({
    securityGroups: connections.securityGroups.map(({ securityGroupId, allowAllOutbound }, index) =>
      ec2.SecurityGroup.fromSecurityGroupId(imported, String(index), securityGroupId, { allowAllOutbound }),
    ),
  });
}
