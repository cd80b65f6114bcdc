/** Properties of the custom resource: written by the construct, read by the handler. */
export const GROUP_NAME_PROPERTY = 'AutoScalingGroupName';
