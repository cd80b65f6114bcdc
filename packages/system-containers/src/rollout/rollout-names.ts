/** Names that the construct writes and the functions read. */

/** Properties of the custom resource, and of what a rule tells the function that settles. */
export const ROLLOUT_PROPERTIES = {
  parameterName: 'ParameterName',
  documentName: 'DocumentName',
  tagKey: 'TagKey',
  tagValue: 'TagValue',
  groupName: 'GroupName',
  concurrency: 'Concurrency',
  patience: 'PatienceSeconds',
  content: 'Content',
} as const;

/** What the custom resource says when it is done. */
export const ROLLOUT_ATTRIBUTES = { contentHash: 'ContentHash' } as const;

/** On the generation that every host may run. */
export const APPROVED = 'approved';

/** Parameters of the SSM document, and so of every command. */
export const COMMAND_PARAMETERS = { mode: 'mode', parameter: 'parameter', version: 'version' } as const;

/** `update`: exactly this generation, though it is not approved yet. `approved`: whatever is. */
export type Mode = 'update' | 'approved';
export const MODES: readonly Mode[] = ['update', 'approved'];
