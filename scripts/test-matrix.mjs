/**
 * `npm run test:matrix`: every call of new business, and every mutating call of a change or a renewal, with every misbehaviour; and
 * a worker killed in every mutating call of a renewal, before and after it is done. Each build runs one misbehaviour of each meaning,
 * which is enough as long as the adapter reads misbehaviours as it did when all were run. A digest of the files that decide this is kept in
 * `test/e2e/matrix-digest.txt`; a run that passes writes it anew, to be committed.
 * `--say-whether-due` runs nothing, and says whether the digest is that of the files.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

const DECIDING = [
  'src/adapters/ims',
  'src/ports/call-errors.ts',
  'sandbox/ims/misbehaviour.ts',
  'sandbox/ims/soap',
  'sandbox/shared/misbehaviour.ts',
  'test/e2e/billing-matrix.ts',
  'test/e2e/change-cases.ts',
  'test/e2e/matrix.ts',
  'test/e2e/misbehaviours.ts',
  'test/e2e/renewal-cases.ts',
];
const MATRICES = [
  'test/e2e/matrix.test.ts',
  'test/e2e/change-matrix.test.ts',
  'test/e2e/renewal-matrix.test.ts',
  'test/e2e/killed-worker-renewals.test.ts',
];
const digestFile = join(root, 'test', 'e2e', 'matrix-digest.txt');

const recorded = existsSync(digestFile) ? readFileSync(digestFile, 'utf8').trim() : null;
if (process.argv.includes('--say-whether-due')) {
  const isDue = recorded !== digest();
  console.log(
    isDue
      ? 'The whole matrix has not passed with these files: run npm run test:matrix before a release.'
      : 'The whole matrix has passed with these files; it is not due.',
  );
  process.exit(0);
}
const begunWith = digest();
const { status } = spawnSync(
  process.execPath,
  [join(root, 'scripts', 'test.mjs'), '--mode', 'whole-matrix', ...MATRICES],
  { cwd: root, stdio: 'inherit' },
);
if (status === 0 && begunWith !== recorded) {
  writeFileSync(digestFile, `${begunWith}\n`);
  console.log('test/e2e/matrix-digest.txt is written anew: commit it.');
}
process.exit(status ?? 1);

function digest() {
  const hash = createHash('sha256');
  for (const file of DECIDING.flatMap(filesOf)) {
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** A file, or all below a folder, in an order that is the same everywhere. */
function filesOf(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`));
}
