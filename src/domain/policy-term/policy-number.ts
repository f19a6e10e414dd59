/** What the number of a policy may be, in words, for whoever sent another one. */
export const POLICY_NUMBER_RULE =
  'use 1 to 60 printable ASCII characters without quotes and backslashes, with no space at the ends and no two in a row';

/** The same as a pattern: printable ASCII but for `"` (22), `'` (27), `\` (5c) and a backtick (60). */
export const POLICY_NUMBER_PATTERN =
  '^(?! )(?!.* {2})(?!.* $)[\\x20\\x21\\x23-\\x26\\x28-\\x5b\\x5d-\\x5f\\x61-\\x7e]{1,60}$';

const POLICY_NUMBER = new RegExp(POLICY_NUMBER_PATTERN);

/**
 * Whether a text can be the number of a policy, in whatever form a policy system writes them. Letters that only look like
 * ASCII, invisible characters and stray spaces are in no policy number: they come from copying.
 */
export function isPolicyNumber(text: string): boolean {
  return POLICY_NUMBER.test(text);
}

/** Characters that people read as another one, Cyrillic letters among them that look like Latin ones. */
const READ_AS: Readonly<Record<string, string>> = {
  ...{ O: '0', I: '1', L: '1' },
  ...{
    А: 'A',
    В: 'B',
    Е: 'E',
    К: 'K',
    М: 'M',
    Н: 'H',
    О: '0',
    Р: 'P',
    С: 'C',
    Т: 'T',
    Х: 'X',
    У: 'Y',
  },
};

/**
 * A policy number without what people mistake: case, dashes, spaces and other marks, accents and full-width forms, O for 0,
 * I and L for 1. Two numbers that resemble each other have the same.
 *
 * @returns capital letters and digits, 100 at most; empty where none are left
 */
export function foldedPolicyNumber(text: string): string {
  return Array.from(text.normalize('NFKD').toUpperCase(), (letter) => READ_AS[letter] ?? letter)
    .filter((letter) => /^[A-Z0-9]$/.test(letter))
    .slice(0, 100)
    .join('');
}
