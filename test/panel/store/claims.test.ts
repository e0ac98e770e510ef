import { createClaims } from '../../../panel/store/claims';
import { fakeLocks } from '../stories/fake-locks';

describe('claims', () => {
  it('keep a run from other pages until it is freed', async () => {
    const locks = fakeLocks();
    const [a, b] = [createClaims(locks), createClaims(locks)];
    expect(await a.claim('one')).toBe(true);
    expect(await a.claim('one')).toBe(true);
    expect(await b.claim('one')).toBe(false);
    expect([...(await b.claimed())]).toEqual(['one']);
    expect([a.isOwn('one'), b.isOwn('one')]).toEqual([true, false]);
    await a.free('one');
    expect([...(await b.claimed())]).toEqual([]);
    expect(await b.claim('one')).toBe(true);
  });

  it('without locks a page knows its own', async () => {
    const claims = createClaims(undefined);
    expect(await claims.claim('one')).toBe(true);
    expect([...(await claims.claimed())]).toEqual(['one']);
    await claims.free('one');
    expect([...(await claims.claimed())]).toEqual([]);
  });

  it('of one page at the same time are one', async () => {
    const claims = createClaims(fakeLocks());
    expect(await Promise.all([claims.claim('one'), claims.claim('one')])).toEqual([true, true]);
  });

  it('freed before they are granted are free', async () => {
    const locks = fakeLocks();
    const claims = createClaims(locks);
    const claiming = claims.claim('one');
    await claims.free('one');
    expect(await claiming).toBe(false);
    expect(await createClaims(locks).claim('one')).toBe(true);
  });

  it('where locks are refused are a page’s own', async () => {
    const refused = (): Promise<never> => Promise.reject(new DOMException('', 'SecurityError'));
    const claims = createClaims({ request: refused, query: refused });
    expect(await claims.claim('one')).toBe(true);
    expect([...(await claims.claimed())]).toEqual(['one']);
  });
});
