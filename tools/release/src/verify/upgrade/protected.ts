/**
 * Resources that hold something, or that traffic goes through: their loss is felt at once and cannot be taken back. A
 * release that is not breaking must neither replace nor remove one; the reason is what a user reads.
 */
export const PROTECTED: Readonly<Record<string, string>> = {
  'AWS::EC2::VPC': 'everything in it would have to move',
  'AWS::EC2::Subnet': 'every instance and network interface in it would have to move',
  'AWS::EC2::EIP': 'the address stands in the allow lists of others',
  'AWS::EC2::NatGateway': 'connections through it are cut, and its address may change',
  'AWS::ECS::Cluster': 'its services would have to be deployed again',
  'AWS::ECS::CapacityProvider': 'services refer to it by name',
  'AWS::ECS::Service': 'its tasks stop before others run',
  'AWS::AutoScaling::AutoScalingGroup': 'all its instances go at once, without draining',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'its DNS name changes',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'its DNS name changes',
  'AWS::ElasticLoadBalancingV2::Listener': 'requests are refused meanwhile',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'requests find no target meanwhile',
  'AWS::Logs::LogGroup': 'what was logged is lost, or left behind under the old name',
  'AWS::S3::Bucket': 'what it holds is lost, or left behind under the old name',
  'AWS::SNS::Topic': 'its subscriptions are lost',
  'AWS::SQS::Queue': 'messages in it are lost',
  'AWS::SSM::Parameter': 'running hosts read it by name',
  'AWS::KMS::Key': 'what it encrypted cannot be read any more',
  'AWS::SecretsManager::Secret': 'what it holds is lost',
};
