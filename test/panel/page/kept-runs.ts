import type { Page } from 'playwright-core';

const DATABASE = 'supir-panel-unfinished';

/** The step after which each unfinished run was saved last, as this browser has it stored. */
export async function savedSteps(page: Page): Promise<readonly number[]> {
  const facts = (await contentOf(page, 'facts', false)) as readonly { readonly done: number }[];
  return facts.map(({ done }) => done);
}

/** Empties one of the stores of the unfinished runs, as nothing but damage does. */
export async function spoil(page: Page, store: 'begun' | 'steps'): Promise<void> {
  expect(await contentOf(page, store, true)).toHaveLength(1);
}

/** Reads a store, and empties it; nothing where there is none. */
function contentOf(page: Page, store: string, empties: boolean): Promise<readonly unknown[]> {
  return page.evaluate(
    async ([name, at, isEmptied]) => {
      const settled = <V>(request: IDBRequest<V>): Promise<V> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error(name));
        });
      // Opening a database that is not there would make one.
      const there = await indexedDB.databases();
      if (!there.some((one) => one.name === name)) return [];
      const db = await settled(indexedDB.open(name));
      try {
        if (!db.objectStoreNames.contains(at)) return [];
        const content = db.transaction(at, 'readwrite').objectStore(at);
        // What is stored is more than a test wants to have sent.
        const values: readonly { readonly done?: number }[] = await settled(content.getAll());
        if (isEmptied) await settled(content.clear());
        return values.map(({ done }) => ({ done }));
      } finally {
        db.close();
      }
    },
    [DATABASE, store, empties] as const,
  );
}
