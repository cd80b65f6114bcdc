import { LAUNCH_UNIT, READY_UNIT, STATE, UNITS } from './host-paths';
import type { PlacedFile } from './placed-file';
import type { SystemdUnit } from './systemd-unit';

/** The units of the contributions, and what the boot and the readiness unit have to know about them. */
export function unitFiles(units: readonly SystemdUnit[]): PlacedFile[] {
  const required = units.filter((unit) => unit.requiredForRegistration);
  const names = required.map((unit) => unit.name).join(' ');
  const enabled = units.filter((unit) => /^\[Install\]\s*$/m.test(unit.content)).map((unit) => unit.name);
  const place = (label: string, path: string, content: string): PlacedFile => ({ label, path, mode: '644', content });
  return [
    ...units.map((unit) => place(`unit '${unit.name}'`, `${UNITS}/${unit.name}`, unit.content)),
    place('the list of units to start', `${STATE}/units`, [LAUNCH_UNIT, ...enabled].join('\n')),
    ...required.map((unit) =>
      place(`the readyCommand of unit '${unit.name}'`, `${STATE}/required/${unit.name}`, unit.readyCommand ?? ''),
    ),
    // Wants, not Requires: once an instance has registered, a unit that fails must not take the agent with it
    ...(required.length > 0
      ? [
          place(
            'the list of required units',
            `${UNITS}/${READY_UNIT}.d/required.conf`,
            `[Unit]\nWants=${names}\nAfter=${names}`,
          ),
        ]
      : []),
  ];
}
