import type { LaunchMemory } from './model';

/** On the group, not on its instances: whether its launches are suspended here, or since when they go again. */
export const LAUNCHES_TAG = 'ecs-groundwork:launches';

/** EC2 Auto Scaling's process of adding instances to a group. */
export const LAUNCH_PROCESS = 'Launch';

export function memoryText({ state, at }: LaunchMemory): string {
  return `${state} ${new Date(at).toISOString()}`;
}

export function memoryOf(text = ''): LaunchMemory | undefined {
  const [state, time = ''] = text.split(' ');
  const at = Date.parse(time);
  return (state === 'suspended' || state === 'resumed') && !Number.isNaN(at) ? { state, at } : undefined;
}
