/** How much the agent logs: `ECS_LOGLEVEL`. */
export enum AgentLogLevel {
  CRITICAL = 'crit',
  ERROR = 'error',
  WARN = 'warn',
  /** The agent's default. */
  INFO = 'info',
  DEBUG = 'debug',
}
