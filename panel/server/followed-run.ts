import type { Claims } from '../store/claims';

/** The one run on a server that a call of this page follows, claimed so that no other page takes it. */
export interface FollowedRun {
  /** Claims an earlier run; false: another page follows it, and it stays that one's. */
  take(id: string): Promise<boolean>;
  /** Claims the run that is followed instead. */
  follow(id: string): void;
  end(): Promise<void>;
}

export function createFollowedRun(claims: Claims): FollowedRun {
  let followed: string | null = null;
  const end = async (): Promise<void> => {
    const id = followed;
    followed = null;
    if (id !== null) await claims.free(id);
  };
  return {
    async take(id) {
      const isFree = await claims.claim(id);
      if (isFree) followed = id;
      return isFree;
    },
    follow(id) {
      if (id === followed) return;
      void end();
      followed = id;
      void claims.claim(id);
    },
    end,
  };
}
