import type { Page } from 'playwright-core';

const DATABASE = 'supir-panel-unfinished';

/** The step after which each unfinished run was saved last, as this browser has it stored. */
export function savedSteps(page: Page): Promise<readonly number[]> {
  return page.evaluate(async (name) => {
    // Opening a database that is not there would make one.
    const there = await indexedDB.databases();
    if (!there.some((one) => one.name === name)) return [];
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error ?? new Error(name));
    });
    try {
      return await new Promise<number[]>((resolve, reject) => {
        const all = db.transaction('facts').objectStore('facts').getAll();
        all.onsuccess = () => resolve((all.result as { done: number }[]).map(({ done }) => done));
        all.onerror = () => reject(all.error ?? new Error(name));
      });
    } finally {
      db.close();
    }
  }, DATABASE);
}
