import { RULES, type RuleId } from './rules';
import { createLab, type Lab, type MakeLab } from './witness/lab';
import { CONNECTIONS } from './witness/connections';
import { FILES } from './witness/files';
import { ORIGINS } from './witness/origins';
import { PATHS } from './witness/paths';
import { PROMPTS } from './witness/prompts';
import { QUEUE } from './witness/queue';
import { RESULTS } from './witness/results';
import { RUNS } from './witness/runs';
import { STOPPING } from './witness/stopping';
import type { Witness, Witnesses } from './witness/witness';

const WITNESSES: Witnesses = {
  ...ORIGINS,
  ...PATHS,
  ...FILES,
  ...PROMPTS,
  ...QUEUE,
  ...RUNS,
  ...CONNECTIONS,
  ...STOPPING,
  ...RESULTS,
};

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

  test('has a witness', () => {
    expect(Object.keys(RULES).filter((id) => !(id in WITNESSES))).toEqual([]);
  });

  test('has one of thirty subjects', () => {
    const subjects = new Set(Object.keys(RULES).map((id) => id.split('-')[0]));
    expect([...subjects]).toEqual(Array.from({ length: 30 }, (_, i) => `R${i + 1}`));
  });
});
