import type { RuleId } from '../rules';
import type { LabOptions, MakeLab } from './lab';

/** True when the emulator behaves as the rule says. */
export type Witness = (make: MakeLab) => Promise<boolean>;

export type Witnesses = Partial<Record<RuleId, Witness>>;

export function same(got: unknown, expected: unknown): boolean {
  return JSON.stringify(got) === JSON.stringify(expected);
}

/** The plugin's script gives exactly this. */
export function gives(body: string, expected: unknown, options?: LabOptions): Witness {
  return async (make) => same(await make(options).run(body), expected);
}

/** The plugin's script gives `true`. */
export function holds(body: string, options?: LabOptions): Witness {
  return gives(body, true, options);
}
