import type { RuleId } from '../rules';
import type { MakeLab } from './lab';

/** True when the emulator behaves as the rule says. */
export type Witness = (make: MakeLab) => Promise<boolean>;

export type Witnesses = Partial<Record<RuleId, Witness>>;

export function same(got: unknown, expected: unknown): boolean {
  return JSON.stringify(got) === JSON.stringify(expected);
}
