/** Where things are on an instance and in the router's container. The scripts in `host` name the same; a test compares them. */
export const CONTAINER_NAME = 'log-router';
/** As system-containers names it, and as the journal knows it. */
export const DOCKER_NAME = `system-container-${CONTAINER_NAME}`;

/** In the container. */
export const CONFIGURATION = '/etc/log-router';
/** Where cloud-init says which instance this is; written early at each start. */
export const INSTANCE_ID = '/var/lib/cloud/data/instance-id';
/** On the root volume: what waits to be sent, and how far the router has read. */
export const STATE = '/var/lib/log-router';
export const SECRETS = '/run/secrets';
/** The name of the file in which the container finds the certificates to trust. */
export const CA_FILE = 'ca.pem';

/** Both on loopback. */
export const FORWARD_PORT = 24224;
export const HTTP_PORT = 2020;

/** Environment variables of Fluent Bit. */
export const VARIABLES = { instanceId: 'INSTANCE_ID', region: 'REGION', logs: 'LOGS', destination: 'TO_' } as const;
