export * from './auto-scaling';
export * from './ec2-port';
export * from './hook-targets';
export * from './ports';
