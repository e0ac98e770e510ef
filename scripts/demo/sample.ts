import type { DemoSelection } from './options';

/** The sample photograph, from the project's top folder. */
export const SAMPLE = 'test/fixtures/photos/coffee-cup.jpg';

/** An ellipse over the cup; for networks that only prove their wiring, a small one. */
export function sampleSelection({ small }: { readonly small: boolean }): DemoSelection {
  return small
    ? { kind: 'ellipse', x: 281, y: 150, width: 48, height: 40 }
    : { kind: 'ellipse', x: 205, y: 90, width: 200, height: 160 };
}
