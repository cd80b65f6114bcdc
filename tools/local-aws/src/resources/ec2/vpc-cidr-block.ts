import type { ResourceType } from '../../cloudformation';
import { present, unlessMissing } from '../support';

export const vpcCidrBlock: ResourceType = {
  type: 'AWS::EC2::VPCCidrBlock',
  honours: ['AmazonProvidedIpv6CidrBlock', 'CidrBlock', 'VpcId'],
  async create({ clients }, { VpcId, CidrBlock, AmazonProvidedIpv6CidrBlock }) {
    const answer = await clients.ec2.associateVpcCidrBlock({ VpcId, CidrBlock, AmazonProvidedIpv6CidrBlock });
    const association = answer.Ipv6CidrBlockAssociation ?? answer.CidrBlockAssociation;
    const physicalId = present(association?.AssociationId, 'AssociationId');
    return { physicalId, attributes: { Id: physicalId } };
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.ec2.disassociateVpcCidrBlock({ AssociationId: physicalId })),
};
