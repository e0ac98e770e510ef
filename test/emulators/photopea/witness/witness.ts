import type { Lab } from '../lab';
import type { RuleId } from '../rules';

/** True when the emulator behaves as the rule says. */
export type Witness = (lab: Lab) => Promise<boolean>;

export type Witnesses = Partial<Record<RuleId, Witness>>;

/** The script's echoes are exactly these. */
export function echoes(script: string, ...expected: readonly string[]): Witness {
  return async (lab) => same(await lab.run(script), expected);
}

export function same(got: unknown, expected: unknown): boolean {
  return JSON.stringify(got) === JSON.stringify(expected);
}

/** The script's one echo, read as JSON. */
export async function told(lab: Lab, script: string): Promise<unknown> {
  const [answer] = await lab.run(script);
  return answer === undefined ? undefined : JSON.parse(answer);
}
