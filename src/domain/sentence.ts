/** A word of small letters alone, which is no identifier. */
const WORD = /^[a-z]+(?![\w./:-])/;
const IS_ENDED = /[.!?…][)"'”]?$/;

/**
 * Has a text read as a sentence, whoever wrote it: it begins with a capital letter, unless it begins with an identifier, and ends
 * with a full stop. Empty text stays empty.
 */
export function sentence(text: string): string {
  const plain = text.trim().replace(/[,;:]+$/, '');
  if (plain === '' || IS_ENDED.test(plain)) return capitalised(plain);
  return `${capitalised(plain)}.`;
}

/** Texts as sentences, one after the other; what is empty is left out. */
export function sentences(...texts: readonly string[]): string {
  return texts
    .map(sentence)
    .filter((text) => text !== '')
    .join(' ');
}

function capitalised(text: string): string {
  return WORD.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
}
