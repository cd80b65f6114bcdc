/** What a change of a resource means for a running cluster, by type; for the rest "updated in place" says it all. */
export const EFFECTS: Readonly<Record<string, string>> = {
  'AWS::EC2::LaunchTemplate': 'its group replaces its instances one after the other, drained (instance refresh)',
  'AWS::AutoScaling::AutoScalingGroup': 'instances are replaced one after the other if its launch template changes',
  'AWS::ECS::TaskDefinition': 'a new revision; services that use it replace their tasks one after the other',
  'AWS::ECS::Service': 'tasks are replaced one after the other, at no fewer than its minimum healthy percent',
  'AWS::Lambda::Function': 'the next event runs the new code',
  'AWS::SSM::Document': 'a new version; what runs goes on with the old one',
};
