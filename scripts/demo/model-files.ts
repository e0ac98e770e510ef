import path from 'node:path';
import { ModelError } from '../../src/core/errors';
import type { ModelDescription } from '../../src/model-files/description';
import { inspectModelFile } from '../../src/model-files/inspect';
import { fileBlob } from './file-blob';
import type { SupirOptions } from './supir-options';

type Role = ModelDescription['role'];

const WHAT: Readonly<Record<Role, string>> = {
  supir: 'a SUPIR file',
  sdxl: 'an SDXL checkpoint',
  lora: 'a LoRA',
};

/** Files that their flags do not take; the message names each, and says what it is. */
export class WrongModelFiles extends Error {}

/**
 * Looks at the headers of the files that are given as models, as the panel does.
 * @throws WrongModelFiles
 */
export async function checkModelFiles({
  supir,
  sdxl,
  lora,
}: Pick<SupirOptions, Role>): Promise<void> {
  const found = await Promise.all([
    mistakeIn('supir', supir),
    mistakeIn('sdxl', sdxl),
    lora === undefined ? null : mistakeIn('lora', lora),
  ]);
  const mistakes = found.filter((mistake) => mistake !== null);
  if (mistakes.length > 0) throw new WrongModelFiles(mistakes.join('\n'));
}

async function mistakeIn(flag: Role, file: string): Promise<string | null> {
  const given = `--${flag} ${file}`;
  const blob = await fileBlob(file);
  if (blob === null) return `${given}: there is no such file.`;
  try {
    const picked = { name: path.basename(file), blob };
    const { role } = await inspectModelFile(picked, new AbortController().signal);
    return role === flag ? null : `${given} is ${WHAT[role]}, which --${role} takes.`;
  } catch (error) {
    if (error instanceof ModelError) {
      return `${given}: ${error.message} ${error.hint} (${error.code})`;
    }
    throw error;
  }
}
