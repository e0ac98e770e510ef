import { createLab } from './lab';
import { RULES, type RuleId } from './rules';
import { FIELDS } from './witness/fields';
import { KINDS } from './witness/kinds';
import { LANGUAGE } from './witness/language';
import { MESSAGES } from './witness/messages';
import { SCRIPTS } from './witness/scripts';

const WITNESSES = { ...MESSAGES, ...LANGUAGE, ...FIELDS, ...SCRIPTS, ...KINDS };

describe('every rule of the emulator', () => {
  test.each(Object.entries(WITNESSES))('%s', async (id, witness) => {
    expect(await witness(createLab())).toBe(true);
    expect(await witness(createLab(id as RuleId))).toBe(false);
  });

  test('has a witness', () => {
    expect(Object.keys(RULES).filter((id) => !(id in WITNESSES))).toEqual([]);
  });
});
