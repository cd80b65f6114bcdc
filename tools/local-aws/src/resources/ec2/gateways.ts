import type { ResourceType } from '../../cloudformation';
import { present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';

export const internetGateway: ResourceType = {
  type: 'AWS::EC2::InternetGateway',
  honours: ['Tags'],
  async create(context, properties) {
    const { InternetGateway } = await context.clients.ec2.createInternetGateway({
      TagSpecifications: tagSpecifications(context, 'internet-gateway', properties),
    });
    const physicalId = present(InternetGateway?.InternetGatewayId, 'InternetGatewayId');
    return { physicalId, attributes: { InternetGatewayId: physicalId } };
  },
  async update(context, existing, properties, previous) {
    await updateTags(context, existing.physicalId, properties, previous);
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.ec2.deleteInternetGateway({ InternetGatewayId: physicalId })),
};

export const egressOnlyInternetGateway: ResourceType = {
  type: 'AWS::EC2::EgressOnlyInternetGateway',
  honours: ['Tags', 'VpcId'],
  async create(context, properties) {
    const { EgressOnlyInternetGateway } = await context.clients.ec2.createEgressOnlyInternetGateway({
      VpcId: properties.VpcId,
      TagSpecifications: tagSpecifications(context, 'egress-only-internet-gateway', properties),
    });
    const physicalId = present(EgressOnlyInternetGateway?.EgressOnlyInternetGatewayId, 'EgressOnlyInternetGatewayId');
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update(context, existing, properties, previous) {
    await updateTags(context, existing.physicalId, properties, previous);
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.ec2.deleteEgressOnlyInternetGateway({ EgressOnlyInternetGatewayId: physicalId })),
};

export const vpcGatewayAttachment: ResourceType = {
  type: 'AWS::EC2::VPCGatewayAttachment',
  honours: ['InternetGatewayId', 'VpcId'],
  async create({ clients }, { InternetGatewayId, VpcId }) {
    await clients.ec2.attachInternetGateway({ InternetGatewayId, VpcId });
    return { physicalId: `IGW|${VpcId}`, attributes: { AttachmentType: 'IGW' } };
  },
  async update({ clients }, existing, { InternetGatewayId, VpcId }, previous) {
    if (InternetGatewayId !== previous.InternetGatewayId) {
      await unlessMissing(() =>
        clients.ec2.detachInternetGateway({ InternetGatewayId: previous.InternetGatewayId, VpcId }),
      );
      await clients.ec2.attachInternetGateway({ InternetGatewayId, VpcId });
    }
    return existing;
  },
  delete: ({ clients }, _, { InternetGatewayId, VpcId }) =>
    unlessMissing(() => clients.ec2.detachInternetGateway({ InternetGatewayId, VpcId })),
};
