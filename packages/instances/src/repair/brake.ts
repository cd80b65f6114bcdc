import { isInService, type Member } from './model';

/** Of ten hosts one may be under repair at a time. */
export const SHARE = 10;

/** How many hosts of a group may be under repair at a time: a tenth of those in service, and at least one. */
export function limit(members: readonly Member[]): number {
  return Math.max(1, Math.floor(members.filter(isInService).length / SHARE));
}

/**
 * Those that take a place: under repair by us, or unhealthy for whatever reason and not yet gone. One that has left the
 * group takes none: nobody would ever give it back.
 */
export function held(members: readonly Member[], underRepair: ReadonlySet<string>): Set<string> {
  return new Set(members.filter(({ id, healthy }) => !healthy || underRepair.has(id)).map(({ id }) => id));
}
