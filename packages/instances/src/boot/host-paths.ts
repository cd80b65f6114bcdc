/** Where things are on an instance. The scripts in `host` name the same paths; a test compares them. */
export const PROGRAMS = '/opt/ecs-groundwork';
export const STATE = '/var/lib/ecs-groundwork';
/** What reports need. Of this very instance: an image made from it does not bring it to another one. */
export const INSTANCE = '/var/lib/cloud/instance/ecs-groundwork';
export const UNITS = '/etc/systemd/system';
export const AGENT_CONFIGURATION = '/etc/ecs/ecs.config';

export const READY_UNIT = 'ecs-groundwork-ready.service';
export const LAUNCH_UNIT = 'ecs-groundwork-launch-complete.service';
export const WATCH_UNIT = 'ecs-groundwork-watch.service';
