import type { PanelPlace } from './controls';

/** Reading the vocabulary on a slow machine, and counting. */
const COUNTING_MS = 60_000;

const METERS = {
  'tokens-prompt': 'Prompt and quality prompt',
  'tokens-negative-prompt': 'Negative prompt',
} as const;

/** What the panel says about prompts that are not read whole, or not as they were meant. */
export async function promptNotes(panel: PanelPlace): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const [id, name] of Object.entries(METERS)) {
    const meter = panel.locator(`#${id}[data-state=counted], #${id}[data-state=failed]`);
    await meter.waitFor({ state: 'attached', timeout: COUNTING_MS });
    const said = async (what: string): Promise<string> =>
      (await meter.getAttribute(`data-${what}`)) ?? '';
    if ((await said('state')) === 'failed') notes.push(`${name}: not counted`);
    const lost = await said('lost');
    if (lost !== '') {
      const [tokens, limit] = [await said('tokens'), await said('limit')];
      notes.push(`${name}: ${tokens} of ${limit} tokens. Cut off: ${lost}`);
    }
  }
  for (const slug of ['prompt', 'quality-prompt', 'negative-prompt']) {
    const foreign = await panel.locator(`#tokens-${slug}`).getAttribute('data-foreign');
    if (foreign) notes.push(`Read as plain words: ${foreign.replaceAll('\n', ' ')}`);
  }
  return notes;
}
