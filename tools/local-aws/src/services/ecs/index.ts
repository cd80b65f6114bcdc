export * from './ecs';
export * from './group-port';
export * from './ports';
