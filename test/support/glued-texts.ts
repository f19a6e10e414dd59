/** Members of an answer that are written for people. */
const FOR_PEOPLE = ['detail', 'reason', 'remedy', 'text', 'what', 'why', 'waitingFor'];

/** Two marks in a row, as sentences have them that were put together without looking; no path, no name that begins so, and no address of version 6. */
const TWICE = /[.,;][,:;]|[,;:]\.|:[,;]|(?<=[^\s.])\.\.(?![./])/;

/** The texts for people in an answer that have a mark twice. */
export function gluedTexts(answer: unknown): readonly string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' && FOR_PEOPLE.includes(name) && TWICE.test(value)
      ? [value]
      : gluedTexts(value),
  );
}
