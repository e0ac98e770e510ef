import type { RuleId } from './rules';
import { createLab, type Lab, type MakeLab } from './witness/lab';
import { RESULTS } from './witness/results';
import type { Witness, Witnesses } from './witness/witness';

const WITNESSES: Witnesses = { ...RESULTS };

/** Runs a witness, and stops the servers that it has started. */
async function behaves(witness: Witness, ...off: readonly RuleId[]): Promise<boolean> {
  const labs: Lab[] = [];
  const make: MakeLab = async (options) => {
    const lab = await createLab(off, options);
    labs.push(lab);
    return lab;
  };
  try {
    return await witness(make);
  } catch (error) {
    // Without its rule, the emulator may refuse what the witness goes on to do.
    if (off.length === 0) throw error;
    return false;
  } finally {
    for (const { comfy } of labs) await comfy.stop();
  }
}

describe('every rule of the emulator', () => {
  test.each(Object.entries(WITNESSES))('%s', async (id, witness) => {
    expect(await behaves(witness)).toBe(true);
    expect(await behaves(witness, id as RuleId)).toBe(false);
  });
});
