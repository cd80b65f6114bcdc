export * from './balancer-port';
export * from './ecs';
export * from './group-port';
export * from './interface-port';
export * from './port-range';
export * from './ports';
