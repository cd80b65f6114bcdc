import type { ResourceType } from '../../cloudformation';
import { present, unlessMissing } from '../support';
import { tagSpecifications, updateTags } from './tags';

export const routeTable: ResourceType = {
  type: 'AWS::EC2::RouteTable',
  honours: ['Tags', 'VpcId'],
  async create(context, properties) {
    const { RouteTable } = await context.clients.ec2.createRouteTable({
      VpcId: properties.VpcId,
      TagSpecifications: tagSpecifications(context, 'route-table', properties),
    });
    const physicalId = present(RouteTable?.RouteTableId, 'RouteTableId');
    return { physicalId, attributes: { RouteTableId: physicalId } };
  },
  async update(context, existing, properties, previous) {
    await updateTags(context, existing.physicalId, properties, previous);
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.ec2.deleteRouteTable({ RouteTableId: physicalId })),
};

export const subnetRouteTableAssociation: ResourceType = {
  type: 'AWS::EC2::SubnetRouteTableAssociation',
  honours: ['RouteTableId', 'SubnetId'],
  async create({ clients }, { RouteTableId, SubnetId }) {
    const { AssociationId } = await clients.ec2.associateRouteTable({ RouteTableId, SubnetId });
    const physicalId = present(AssociationId, 'AssociationId');
    return { physicalId, attributes: { Id: physicalId } };
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.ec2.disassociateRouteTable({ AssociationId: physicalId })),
};
