import { RULES, type RuleId } from '../rules';
import { ACTIONS } from './actions';
import { CONTRACT } from './contract';
import { FILES } from './files';
import { createLab, type MakeLab } from './lab';
import { LAYERS } from './layers';
import { HISTORY, MODAL } from './modal';
import { MODULES } from './modules';
import { NETWORK } from './network';
import { READING } from './reading';
import { WEBVIEW } from './webview';
import type { Witness, Witnesses } from './witness';
import { CREATING, SELECTIONS, WRITING } from './writing';

/** On a machine that does much else. */
const WITNESSES: Witnesses = {
  ...MODULES,
  ...LAYERS,
  ...MODAL,
  ...HISTORY,
  ...READING,
  ...WRITING,
  ...SELECTIONS,
  ...CREATING,
  ...ACTIONS,
  ...FILES,
  ...NETWORK,
  ...WEBVIEW,
};

/** Runs a witness, and takes down what it has set up. */
async function behaves(witness: Witness, ...off: readonly RuleId[]): Promise<boolean> {
  const realms: (() => void)[] = [];
  const make: MakeLab = (options) => {
    const lab = createLab(off, options);
    realms.push(() => lab.realm.unload());
    return lab;
  };
  try {
    return await witness(make);
  } catch (error) {
    // Without its rule, the emulator may refuse what the witness goes on to do.
    if (off.length === 0) throw error;
    return false;
  } finally {
    for (const unload of realms) unload();
  }
}

describe('every rule of the emulator', () => {
  test.each(Object.entries(WITNESSES))('%s', async (id, witness) => {
    expect(await behaves(witness)).toBe(true);
    expect(await behaves(witness, id as RuleId)).toBe(false);
  });

  test('is one of the contract, and has a witness', () => {
    expect(Object.keys(RULES)).toEqual(CONTRACT);
    expect(CONTRACT.filter((id) => !(id in WITNESSES))).toEqual([]);
  });
});
