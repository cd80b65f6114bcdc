const subnet = (index: number) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: {
    VpcId: { Ref: 'Vpc' },
    CidrBlock: `10.0.${index}.0/24`,
    AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] },
  },
});
export const SUBNETS = [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }];

/** A VPC of two subnets, and a security group for hosts. */
export const NETWORK = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  SubnetA: subnet(0),
  SubnetB: subnet(1),
  SecurityGroup: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { GroupDescription: 'hosts', VpcId: { Ref: 'Vpc' } },
  },
};
