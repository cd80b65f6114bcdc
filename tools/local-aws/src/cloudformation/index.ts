export * from './cloudformation';
export * from './lookups';
export type * from './ports';
export * from './resource-type';
export { NotStabilized, PlainFailure } from './operations/failure';
