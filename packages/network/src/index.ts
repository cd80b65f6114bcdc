export * from './address-plan/address-plan';
export * from './egress/egress';
export * from './flow-logs/flow-logs';
export * from './network';
