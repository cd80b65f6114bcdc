/** Why a keeper stops a task, as ECS shows it. */
export const REASONS = {
  drained: 'Keeper: the instance drains, and nothing else is left on it',
  surplus: 'Keeper: the instance has another one',
  unhealthy: 'Keeper: it is unhealthy',
  outdated: 'Keeper: its task definition was replaced',
  deleted: 'Keeper: it is deleted',
} as const;

export type Reason = (typeof REASONS)[keyof typeof REASONS];
