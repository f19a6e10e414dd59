import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TRANSACTION_KINDS } from '../src/domain/transaction/kinds.js';
import { isTransactionId } from '../src/domain/workflow-ids.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const foldersOf = (path: string): readonly string[] =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name}`)
  .sort();

/** `new-business` of `newBusiness`: the name of a kind's folders and the beginning of its ids. */
const folderOf = (kind: string): string =>
  kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const folders = TRANSACTION_KINDS.map(folderOf);

/** Folders of workflows that are no kind of transaction. */
const OTHER_WORKFLOWS = [
  'archive',
  'billing-steps',
  'conversion',
  'event-log',
  'events',
  'mid-term',
  'policy-term',
  'quote-group',
  'read-back',
  'reconciliation',
  'renewal-batch',
  'task-batch',
  'transaction',
  'webhook',
];

/** Where kinds are put together: each is named here, and nowhere else outside of its own folders. */
const LISTS = [
  'src/api/routes.ts',
  'src/domain/transaction/kinds.ts',
  'src/main/worker.ts',
  'src/workflows/index.ts',
  'src/workflows/step-summaries.ts',
];

/** The check of an installation is given submissions, for the producers and insureds that they name. */
const READS_SUBMISSIONS = 'src/main/check-installation/named.ts';

/** A rewrite and a renewal have their new term made as new business, and so has a policy that comes from another system. */
const BEGIN_NEW_BUSINESS = [
  'src/activities/mid-term/new-term-activities.ts',
  'src/api/conversion/begin-conversion.ts',
  'src/requests/conversion/check-conversion.ts',
  'src/requests/conversion/conversion-schema.ts',
  'src/workflows/conversion/input.ts',
];

/** A batch starts the renewals of many policies. */
const BEGIN_RENEWALS = ['find-due', 'start-one'].map(
  (name) => `src/activities/renewal-batch/${name}.ts`,
);

describe.each(TRANSACTION_KINDS.map((kind) => [kind, folderOf(kind)]))(
  'the kind of transaction %s',
  (kind, folder) => {
    it('has the same places as every other', () => {
      const places = [
        `src/domain/${folder}/plan.ts`,
        `src/workflows/${folder}/kind.ts`,
        `src/workflows/${folder}/messages.ts`,
        `src/workflows/${folder}/workflow.ts`,
        `test/domain/${folder}`,
        `test/workflows/${folder}`,
      ];
      expect(places.filter((place) => !existsSync(join(root, place)))).toEqual([]);
    });

    it('is run by a workflow of its name, under ids that begin with it', () => {
      expect(read('src/workflows/index.ts')).toContain(
        `export { ${kind} } from './${folder}/workflow.js';`,
      );
      expect(isTransactionId(`${folder}:triton:TRITON-1`)).toBe(true);
    });

    it('has recorded histories that new code must go on with', () => {
      const recorded = readdirSync(join(root, 'test/workflows/histories'));
      expect(recorded.filter((name) => name.startsWith(`${folder}-`))).not.toEqual([]);
    });
  },
);

describe('the folders of the kinds', () => {
  it('are those of the workflows', () => {
    const kinds = foldersOf('src/workflows').filter((name) => !OTHER_WORKFLOWS.includes(name));
    expect(kinds).toEqual([...folders].sort());
  });

  it('are those of the domain that have a plan', () => {
    const planned = foldersOf('src/domain')
      .filter((name) => name !== 'transaction')
      .filter((name) => existsSync(join(root, 'src/domain', name, 'plan.ts')));
    expect(planned).toEqual([...folders].sort());
  });

  it('are imported by themselves and the lists of kinds alone', () => {
    const own = new RegExp(`^src/[a-z]+/(?:${folders.join('|')})/`);
    const fromKind = new RegExp(`from '[^']*/(?:${folders.join('|')})/[^']*'`);
    const importing = sources.filter((file) => !own.test(file) && fromKind.test(read(file)));
    expect(importing).toEqual(
      [...LISTS, READS_SUBMISSIONS, ...BEGIN_NEW_BUSINESS, ...BEGIN_RENEWALS].sort(),
    );
  });
});
