import { compareRun } from './compare';
import { play } from './play';
import { readTranscript, TRANSCRIPTS } from './transcript';

describe('runs recorded in the real editor', () => {
  test.each(TRANSCRIPTS)('%s', async (name) => {
    const transcript = readTranscript(name);
    expect(compareRun(transcript, await play(transcript))).toEqual([]);
  });
});
