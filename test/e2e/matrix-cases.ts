import { operationFor } from '../adapters/ims/all-operations.js';
import { BUSINESS_FILES } from './example-submissions.js';
import { ROWS, type Row } from './matrix.js';
import {
  MEANING_FOR_READ,
  MISBEHAVIOURS,
  type Meaning,
  type Misbehaviour,
} from './misbehaviours.js';

/** A row of the matrix, and how its call goes wrong. */
export interface MatrixCase {
  readonly row: Row;
  readonly misbehaviour: Misbehaviour;
  /** External id of its transaction. */
  readonly id: string;
  readonly title: string;
}

/** A write and a read that meet every misbehaviour in each run of the tests. */
const MEETS_ALL: readonly string[] = ['AddSubmission', 'listSubmissions'];

/**
 * @param isWhole every call with every misbehaviour; else each call with one misbehaviour of each meaning that the transaction can
 *   tell from the others, and the first row of each of `MEETS_ALL` with every one
 */
export function matrixCases(isWhole: boolean): readonly MatrixCase[] {
  const firstRows = MEETS_ALL.map((name) =>
    ROWS.find(({ operation, lookup }) => (lookup ?? operation) === name),
  );
  return ROWS.flatMap((row, at) => {
    const meets = isWhole || firstRows.includes(row) ? MISBEHAVIOURS : oneOfEachMeaning(row);
    return meets.map((misbehaviour) => ({
      row,
      misbehaviour,
      id: `ROW-${at + 1}-${MISBEHAVIOURS.indexOf(misbehaviour) + 1}`,
      title: `${nameOf(row)}: ${misbehaviour.name}`,
    }));
  });
}

function oneOfEachMeaning({ operation, lookup }: Row): readonly Misbehaviour[] {
  const isWrite =
    lookup === undefined &&
    operationFor(operation, undefined, BUSINESS_FILES.installation).effect === 'write';
  const meaningOf = ({ means }: Misbehaviour): string =>
    isWrite ? (SAME_AFTER_ONE_ANSWER[means] ?? means) : MEANING_FOR_READ[means];
  const firsts = new Map(
    MISBEHAVIOURS.toReversed().map((misbehaviour) => [meaningOf(misbehaviour), misbehaviour]),
  );
  // The transaction is told nothing of it; `samples.test.ts` has every operation meet it.
  firsts.delete('nothing');
  return [...firsts.values()];
}

/** An odd answer to a write differs from another lost one only in when a person is told, which is after more than one. */
const SAME_AFTER_ONE_ANSWER: Partial<Readonly<Record<Meaning, Meaning>>> = {
  oddlyAnsweredNotDone: 'perhapsNotDone',
  oddlyAnsweredDone: 'perhapsDone',
};

function nameOf({ operation, lookup, skip = 0, lost = [], insuredOnFile, example }: Row): string {
  return [
    operation,
    lookup === undefined ? '' : ` ${lookup}`,
    skip === 0 ? '' : ` (call ${skip + 1})`,
    `, ${example}`,
    insuredOnFile ? ', insured on file' : '',
    ...lost.map((write) => `, answer of ${write} lost`),
  ].join('');
}
