import { foreignSyntax } from '../../src/restore/prompts/foreign-syntax';
import type { MeasureText, TextMeasure } from '../../src/restore/prompts/measure';
import { captionBefore } from '../settings/caption';
import type { Prompts } from './preset';

/** How much of the prompts is read, and how. */
export interface PromptCounts {
  /** The prompts that were counted. */
  readonly of: Prompts;
  /** Prompt and quality prompt, as a run joins them. */
  readonly positive: TextMeasure;
  /** Tokens among them that the quality prompt has. */
  readonly qualityTokens: number;
  readonly negative: TextMeasure;
  /** Commands of other programs, which are read as plain words. */
  readonly foreign: Readonly<Record<keyof Prompts, readonly string[]>>;
}

export function countPrompts(of: Prompts, measure: MeasureText): PromptCounts {
  const { prompt, qualityPrompt, negativePrompt } = of;
  return {
    of,
    positive: measure(captionBefore(prompt, qualityPrompt) + qualityPrompt),
    qualityTokens: measure(qualityPrompt).tokens,
    negative: measure(negativePrompt),
    foreign: {
      prompt: foreignSyntax(prompt),
      qualityPrompt: foreignSyntax(qualityPrompt),
      negativePrompt: foreignSyntax(negativePrompt),
    },
  };
}
