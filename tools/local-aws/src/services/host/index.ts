export * from './compute';
export * from './compute-on-moto';
export type { HostControl } from './hosts';
export type { MachinelessOptions } from './machineless';
