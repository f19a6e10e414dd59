/**
 * How people of this installation write the same thing: the form that is compared, and what is taken for it, in small
 * letters without punctuation, such as `"st": ["street", "str"]`.
 */
export interface Spelling {
  /** Words of names: legal forms, and what is often abbreviated. */
  readonly names: SpellingTable;
  /** Words of streets. */
  readonly addresses: SpellingTable;
}
type SpellingTable = Readonly<Record<string, readonly string[]>>;

/** The same name, however it was written, is the same text: case, accents, punctuation, abbreviations. */
export function comparableName(name: string, { names }: Spelling): string {
  return comparable(name, names);
}

/** The same street with the same suite, however it was written and divided into two lines, is the same text. */
export function comparableAddress(lines: readonly (string | null)[], spelling: Spelling): string {
  return comparable(lines.filter(Boolean).join(' '), spelling.addresses);
}

/** Small letters without accents, punctuation and more than single blanks; initials are one word. */
export function plainText(text: string | null): string {
  return wordsOf(text ?? '').join(' ');
}

/**
 * How a name may begin in the policy system, in letters and digits only: as far as there is one way to write it, from
 * each spelling of its first word on.
 */
export function nameStarts(name: string, { names }: Spelling): string[] {
  const [first = name.trim(), ...rest] = wordsOf(name);
  const groups = Object.entries(names).map(([short, long]) => [short, ...long]);
  const isSpelledOtherwise = (word: string): boolean =>
    word === 'and' || groups.flat().some((phrase) => phrase.split(' ')[0] === word);
  const end = rest.findIndex(isSpelledOtherwise);
  const others = end === -1 ? rest : rest.slice(0, end);
  const spellings = groups.find((group) => group.includes(first)) ?? [first];
  return spellings.map((spelling) => [spelling, ...others].join('').replaceAll(' ', ''));
}

/** Nine digits that say who somebody is; null for anything else, and for what people type when they do not know it. */
export function plainTaxId(taxId: string | null | undefined): string | null {
  const digits = (taxId ?? '').replace(/\D/g, '');
  return /^(?!(\d)\1{8})\d{9}$/.test(digits) ? digits : null;
}

function comparable(text: string, table: SpellingTable): string {
  const words = wordsOf(text);
  // A name of nothing but signs is compared as it stands: it must not be the same as every other such name.
  if (words.length === 0) return text.normalize('NFKC').trim();
  const shortOf = new Map(
    Object.entries(table).flatMap(([short, long]) => long.map((word) => [word, short] as const)),
  );
  const longest = Math.max(1, ...[...shortOf.keys()].map((phrase) => phrase.split(' ').length));
  const spelled: string[] = [];
  for (let at = 0; at < words.length;) {
    const phrase = phraseAt(words, at, longest, shortOf);
    spelled.push(phrase.word);
    at += phrase.length;
  }
  return spelled.join(' ');
}

/** The longest phrase of the table that begins there, else the word as it is. */
function phraseAt(
  words: readonly string[],
  at: number,
  longest: number,
  shortOf: ReadonlyMap<string, string>,
): { readonly word: string; readonly length: number } {
  for (let length = longest; length > 0; length -= 1) {
    const word = shortOf.get(words.slice(at, at + length).join(' '));
    if (word !== undefined) return { word, length };
  }
  return { word: words[at] ?? '', length: 1 };
}

function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[.'’`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  // "A B C Corp" is "ABC Corp"; a letter behind a number ("12 B") stays by itself.
  return plain
    .replace(/(?<=(?:^| )\p{L}) (?=\p{L}(?: |$))/gu, '')
    .split(' ')
    .filter((word) => word !== '');
}
