import type { DemoSelection } from './options';

/** The sample photograph, from the project's top folder. */
export const SAMPLE = 'test/fixtures/photos/coffee-cup.jpg';

/** An ellipse over the cup. */
export function sampleSelection(): DemoSelection {
  return { kind: 'ellipse', x: 205, y: 90, width: 200, height: 160 };
}
