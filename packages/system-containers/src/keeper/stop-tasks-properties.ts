/** Properties of the custom resource: written by the construct, read by the handler. */
export const CLUSTER_PROPERTY = 'Cluster';
export const STARTED_BY_PROPERTY = 'StartedBy';
