export type { HostAnswer, HostCommand } from './model';
export * from './ports';
export * from './systems-manager';
