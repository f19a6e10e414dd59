import { HIDDEN, textsOf, withoutValues } from '../masked-values.js';

/** What a person reads of it is shorter still. */
const LONGEST_READ = 4_000;

/**
 * Makes billing's words safe to show: it may quote what it was sent, and what else it knows of a payer.
 *
 * @param secrets  never shown
 * @param personal any value of the request; none of the texts in it is shown
 */
export function hiding(secrets: readonly string[], personal: unknown): (text: string) => string {
  const sent = textsOf(personal);
  return (text) => {
    const withoutSecrets = secrets.reduce((left, each) => left.replaceAll(each, HIDDEN), text);
    const oneLine = withoutSecrets.replace(/\p{Cc}+/gu, ' ');
    return withoutValues(oneLine.slice(0, LONGEST_READ), sent);
  };
}
