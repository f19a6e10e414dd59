import { SystemRejection } from '../ports/call-errors.js';
import type { CheckedInstallation, NamedInsured } from './asked.js';
import { subject, type CheckLine } from './line.js';
import { whatWentWrong } from './what-went-wrong.js';

/** Whether insureds can be searched for; what is found is never shown. */
export async function* checkInsuredSearch({
  policySystem,
  named,
}: CheckedInstallation): AsyncGenerator<CheckLine> {
  for (const one of named.insureds) yield await search(policySystem, one);
  if (named.insureds.length > 0) return;
  yield subject('insuredSearch', 'of a submission').notProved(
    'none was named',
    'name a submission with --submission; its insured is searched for and not put on file',
  );
}

async function search(
  policySystem: CheckedInstallation['policySystem'],
  { file, insured }: NamedInsured,
): Promise<CheckLine> {
  const line = subject('insuredSearch', `of ${file}`);
  try {
    const found = await policySystem.findInsured(insured, false);
    return line.works(`it answers; ${found === null ? 'nobody' : 'one'} on file is the insured`);
  } catch (error) {
    if (error instanceof SystemRejection && error.field === 'insured.onFile') {
      return line.works('it answers; a person would be asked which of those on file is meant');
    }
    return line.failed(whatWentWrong(error));
  }
}
