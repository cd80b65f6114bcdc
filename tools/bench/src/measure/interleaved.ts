/**
 * Measures every subject once a round. Each round begins with another one, so that none always runs after the same
 * neighbour. Answers each subject's measurements, a round after the other.
 */
export async function interleaved<Subject, Measurement>(
  subjects: readonly Subject[],
  rounds: number,
  measure: (subject: Subject, round: number) => Promise<Measurement>,
): Promise<Map<Subject, Measurement[]>> {
  const measurements = new Map<Subject, Measurement[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round++) {
    const first = round % subjects.length;
    for (const subject of [...subjects.slice(first), ...subjects.slice(0, first)]) {
      measurements.get(subject)?.push(await measure(subject, round));
    }
  }
  return measurements;
}
