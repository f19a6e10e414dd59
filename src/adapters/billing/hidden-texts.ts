/** Shorter ones, such as the code of a state, are in half of all words. */
const SHORTEST_HIDDEN = 3;

/**
 * Makes billing's words safe to show: it may quote what it was sent.
 *
 * @param secrets  never shown
 * @param personal any value; none of the texts in it is shown
 */
export function hiding(secrets: readonly string[], personal: unknown): (text: string) => string {
  const hidden = [...secrets, ...textsIn(personal)]
    .filter((text) => text.length >= SHORTEST_HIDDEN)
    // It may also quote the JSON that it was sent.
    .flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])
    // A longer one may hold a shorter one.
    .sort((one, other) => other.length - one.length);
  return (text) =>
    hidden
      .reduce((shown, each) => shown.replaceAll(each, '[…]'), text)
      // eslint-disable-next-line no-control-regex -- they would break out of a log line
      .replace(/[\u0000-\u001f\u007f]+/g, ' ');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
