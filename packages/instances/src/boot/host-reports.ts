import { INSTANCE } from './host-paths';
import type { PlacedFile } from './placed-file';

/** Where an instance reports to. */
export interface HostReports {
  /** The group's name, which each report of a boot gives. */
  readonly group: string;
  /** Takes the reports of boots. A name that is known now reaches the instance also when its user data fails early. */
  readonly logGroupName: string;
  /**
   * The queue that hears of required units that are not ready any more.
   *
   * @default - nobody watches them
   */
  readonly queueUrl?: string;
}

/** @param watched whether the instance has units to watch */
export function reportFiles({ group, logGroupName, queueUrl }: HostReports, watched: boolean): PlacedFile[] {
  const place = (label: string, name: string, content: string): PlacedFile => ({
    label,
    path: `${INSTANCE}/${name}`,
    mode: '644',
    content,
  });
  return [
    place("the group's name", 'group', group),
    place('the log group of boot reports', 'log-group', logGroupName),
    ...(watched && queueUrl !== undefined ? [place('the queue of health reports', 'queue', queueUrl)] : []),
  ];
}
