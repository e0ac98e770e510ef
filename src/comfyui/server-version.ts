/** What servers do without a word in their answers, by version. All else is asked for by name. */
export interface ServerAbilities {
  /** It keeps the id that a prompt is sent with; the others make one of their own. */
  readonly keepsIds: boolean;
  /** An interruption that names a prompt stops that one only; the others stop whatever runs. */
  readonly interruptsByName: boolean;
  /** `/api/jobs/{id}/cancel` stops a prompt, whether it runs or waits. */
  readonly cancelsJobs: boolean;
  /** Pictures of 16 bits are read as they are; the others cut them to 8. */
  readonly readsSixteenBits: boolean;
}

const SINCE: Readonly<Record<keyof ServerAbilities, readonly number[]>> = {
  keepsIds: [0, 3, 45],
  interruptsByName: [0, 3, 57],
  cancelsJobs: [0, 26, 0],
  readsSixteenBits: [0, 21, 0],
};

/** Of a version that cannot be read the least is expected. */
export function abilitiesOf(version: string | null): ServerAbilities {
  const numbers = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/.exec(version ?? '')?.slice(1);
  const has = (since: readonly number[]): boolean => {
    if (numbers === undefined) return false;
    for (const [i, least] of since.entries()) {
      const here = Number(numbers[i] ?? 0);
      if (here !== least) return here > least;
    }
    return true;
  };
  return {
    keepsIds: has(SINCE.keepsIds),
    interruptsByName: has(SINCE.interruptsByName),
    cancelsJobs: has(SINCE.cancelsJobs),
    readsSixteenBits: has(SINCE.readsSixteenBits),
  };
}
