import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countPrompts } from '../../../panel/store/prompt-counts';
import { createMeasure } from '../../../src/restore/prompts/measure';
import { createTokenizers } from '../../../src/restore/prompts/tokenize';
import { NEGATIVE_PROMPT, QUALITY_PROMPT } from '../../../src/restore/supir/presets';
import { readMerges } from '../../../scripts/parity/merges';
import { startPanel } from '../stories/panel';
import { modelsOf } from '../stories/models';
import { restorerSettings } from '../../../panel/runs/restorer-settings';
import { effectivePrompts } from '../../../panel/store/preset';
import { withSettings } from '../../../panel/settings/settings';

const FOLDER = join(__dirname, '../../fixtures/faults/04-prompt-length');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8').trim();

const merges = readMerges();
const measure = createMeasure(merges);

const STANDARD = { qualityPrompt: QUALITY_PROMPT, negativePrompt: NEGATIVE_PROMPT };

test('the prompt is counted together with the quality prompt', () => {
  const counts = countPrompts({ ...STANDARD, prompt: read('caption.txt') }, measure);
  expect(counts).toMatchObject({
    positive: { tokens: 122 },
    qualityTokens: 53,
    negative: { tokens: 61, lost: '' },
    foreign: { prompt: [], qualityPrompt: [], negativePrompt: [] },
  });
  expect(counts.positive.lost).toMatch(/^detailed, .* without deformations\.$/);
});

test('no prompt, or none for quality, leaves its room to the other one', () => {
  const prompt = read('caption.txt');
  expect(countPrompts({ ...STANDARD, prompt: '' }, measure).positive.tokens).toBe(53);
  const alone = countPrompts({ prompt, qualityPrompt: '', negativePrompt: '' }, measure);
  expect(alone).toMatchObject({
    positive: { tokens: 69, lost: '' },
    qualityTokens: 0,
    negative: { tokens: 0, lost: '' },
  });
});

test('commands are told of the prompt that has them', () => {
  const counts = countPrompts(
    { prompt: 'a cat BREAK', qualityPrompt: '((sharp))', negativePrompt: 'embedding:bad' },
    measure,
  );
  expect(counts.foreign).toEqual({
    prompt: ['BREAK'],
    qualityPrompt: ['((sharp))'],
    negativePrompt: ['embedding:bad'],
  });
});

test.each(['a cup', 'a cup,', '  a cup. ', '一只猫，', '', read('caption.txt')])(
  'what is counted for %j is what a run reads',
  async (prompt) => {
    const { store } = await startPanel();
    const settings = withSettings(store.get().settings, { prompt, licenceAccepted: true });
    const request = restorerSettings('supir', settings, modelsOf('Q', false), () => 0);
    if (request.kind !== 'supir') throw new Error('it is SUPIR that was asked for');
    const ids = createTokenizers(merges).clipG(request.prompt + request.qualityPrompt);
    const { tokens } = countPrompts(effectivePrompts(settings), measure).positive;
    expect(ids.indexOf(49407)).toBe(Math.min(tokens, 75) + 1);
  },
);
