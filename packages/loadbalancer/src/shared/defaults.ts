import { DesyncMitigationMode, SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { Scheme } from './scheme';

/** What a load balancer is when nothing is said; a test holds the README's tables to it. */
export const DEFAULTS = {
  scheme: Scheme.INTERNET_FACING,
  deletionProtection: false,
  idleTimeout: Duration.seconds(60),
  /** As long as a silent request may take: whatever began before a task left ends in peace. */
  deregistrationDelay: Duration.seconds(60),
  desyncMitigationMode: DesyncMitigationMode.DEFENSIVE,
  /** What AWS recommends and its console takes: TLS 1.2 and 1.3 without CBC, post-quantum key exchange where offered. */
  sslPolicy: SslPolicy.TLS13_12_RES_PQ,
  /** Classic Load Balancers know none of the newer policies. */
  classicSslPolicy: SslPolicy.TLS12,
} as const;

/** ELB's own 30 seconds and five checks would keep a new task waiting for two and a half minutes. */
export const HEALTH_CHECK = {
  path: '/',
  healthyCodes: '200',
  /** What an Application Load Balancer asks gRPC for, and what a container answers that does not know it. */
  grpcPath: '/AWS.ALB/healthcheck',
  healthyGrpcCodes: '12',
  interval: Duration.seconds(10),
  timeout: Duration.seconds(5),
  healthyThreshold: 2,
  unhealthyThreshold: 3,
} as const;

/** Bounds, used by the checks and by their texts. */
export const BOUNDS = {
  port: { min: 1, max: 65535 },
  /** Of rules on one listener. */
  priority: { min: 1, max: 50000 },
  idleTimeoutSeconds: { min: 1, max: 4000 },
  deregistrationDelaySeconds: { min: 0, max: 3600 },
  drainingTimeoutSeconds: { min: 1, max: 3600 },
  slowStartSeconds: { min: 30, max: 900 },
  healthCheckIntervalSeconds: { min: 5, max: 300 },
  healthCheckTimeoutSeconds: { min: 2, max: 120 },
  healthCheckThreshold: { min: 2, max: 10 },
  /** Host names and paths of one rule together. */
  conditionValues: { max: 5 },
  conditionLength: { max: 128 },
} as const;
