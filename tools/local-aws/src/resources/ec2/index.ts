import type { ResourceType } from '../../cloudformation';
import { elasticIp } from './elastic-ip';
import { flowLog } from './flow-log';
import { egressOnlyInternetGateway, internetGateway, vpcGatewayAttachment } from './gateways';
import { instance } from './instance';
import { instanceConnectEndpoint } from './instance-connect-endpoint';
import { keyPair } from './key-pair';
import { launchTemplate } from './launch-template';
import { natGateway } from './nat-gateway';
import { prefixList } from './prefix-list';
import { route } from './route';
import { routeTable, subnetRouteTableAssociation } from './route-table';
import { securityGroup } from './security-group';
import { securityGroupEgress, securityGroupIngress } from './security-group-rule';
import { subnet } from './subnet';
import { vpc } from './vpc';
import { vpcCidrBlock } from './vpc-cidr-block';
import { vpcEndpoint } from './vpc-endpoint';

export const ec2ResourceTypes: readonly ResourceType[] = [
  egressOnlyInternetGateway,
  elasticIp,
  flowLog,
  instance,
  instanceConnectEndpoint,
  internetGateway,
  keyPair,
  launchTemplate,
  natGateway,
  prefixList,
  route,
  routeTable,
  securityGroup,
  securityGroupEgress,
  securityGroupIngress,
  subnet,
  subnetRouteTableAssociation,
  vpc,
  vpcCidrBlock,
  vpcEndpoint,
  vpcGatewayAttachment,
];
