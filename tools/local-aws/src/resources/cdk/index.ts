import type { ResourceType } from '../../cloudformation';

/** Tells AWS which constructs a stack was made from, and is nothing besides. */
export const cdkMetadata: ResourceType = {
  type: 'AWS::CDK::Metadata',
  honours: ['Analytics'],
  create: async (context) => ({ physicalId: context.physicalName(), attributes: {} }),
  update: async (_, existing) => existing,
  delete: async () => undefined,
};
