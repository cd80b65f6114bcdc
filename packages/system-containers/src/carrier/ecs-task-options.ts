/** Options of `Carrier.ecsTask()`. */
export interface EcsTaskOptions {
  /**
   * Says that you know what managed scaling makes of such tasks: ECS counts an instance as empty only when daemons alone
   * run on it, so each instance with such a task counts as busy for ever, and the group grows and never shrinks. Without
   * it, a group with managed scaling is refused with `EcsTaskHoldsInstances`.
   *
   * @default false
   */
  readonly holdsInstancesAgainstScaleIn?: boolean;
}
