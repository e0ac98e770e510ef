const range = (letter: string, last: number): string[] =>
  Array.from({ length: last }, (_, i) => `${letter}${i + 1}`);

/** The ids of the emulator's contract. */
export const CONTRACT: readonly string[] = [
  ...range('P', 7),
  ...range('M', 7),
  ...range('S', 23),
  ...range('X', 19),
  ...range('H', 9),
  ...range('I', 6),
  ...range('G', 15),
  ...range('W', 11),
  ...range('K', 10),
  ...range('L', 5),
  ...range('C', 5),
  ...range('B', 10),
  ...range('F', 14),
  ...range('N', 6),
  ...range('V', 18),
];
