/** When the agent asks the registry for an image: `ECS_IMAGE_PULL_BEHAVIOR`. */
export enum ImagePullBehavior {
  /** Ask the registry for every task; when that fails, use the image that the instance has. The agent's default. */
  DEFAULT = 'default',
  /** Ask the registry for every task; when that fails, the task fails. */
  ALWAYS = 'always',
  /** Ask the registry the first time on an instance, and again once the image was cleaned up. */
  ONCE = 'once',
  /** Ask the registry only when the instance does not have the image. */
  PREFER_CACHED = 'prefer-cached',
}
