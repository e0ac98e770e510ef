import { scriptProblems } from './check';

/** Each script once, without what is new in every call; with what is on no list in it. */
const seen = new Map<string, readonly string[]>();
let problems: string[] = [];

const MARKS = /~[0-9a-f-]{36}\.\d+/g;

/**
 * Holds every script that a page posts in a test against the list of what Photopea's interpreter was seen
 * to do right. The test fails afterwards, with the script and the place in it.
 */
export function inspectPosted(message: unknown): void {
  if (typeof message !== 'string') return;
  const text = message.replace(MARKS, '~id');
  const found = seen.get(text) ?? scriptProblems(text);
  seen.set(text, found);
  for (const problem of found) problems.push(`${problem}\n  in the script\n${text}`);
}

afterEach(() => {
  const found = problems;
  problems = [];
  expect(found).toEqual([]);
});
