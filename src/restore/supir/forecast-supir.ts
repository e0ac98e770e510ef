import { DocumentError } from '../../core/errors';
import { area, type Size } from '../../core/geometry';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { SupirForecast, TileCount, WayOut } from '../forecast';
import { cardMemory, type CardMemory } from './card-memory';
import { fitOf, roomOnCard, type CardRoom } from './card-room';
import { hostMemory } from './host-memory';
import type { NetworkWork } from './network-work';
import type { SupirPlan } from './plan';
import { isGuided, planWork, windowCount } from './plan-work';
import { planSupir, type SupirPlanInput } from './supir-plan';
import { tilesOf, type VaeTiling } from './vae-tiles';
import { candidates, changed } from './ways-out';

export interface ForecastQuestion extends SupirPlanInput {
  /** The adapter's name, or how many wasm threads run. */
  readonly label: string;
  readonly work: NetworkWork;
  /** Weights that an earlier run has left on the card, bytes. */
  readonly heldBytes: number;
  /** Whether the texts are still to be read by the towers. */
  readonly needsTexts: boolean;
  /** Bytes of weights that are still to be read. */
  readonly readBytes: number;
}

/**
 * What a run will be, from the sizes of its networks alone.
 * @throws what `planSupir` throws
 */
export function forecastSupir(question: ForecastQuestion): SupirForecast {
  const { restorer, limits, context, memory } = question;
  const now = outcomeOf(question);
  const { plan, card, work } = now;
  const room = roomOnCard(memory);
  const guided = isGuided(restorer.settings);
  return {
    device: limits.kind,
    shaderF16: limits.shaderF16,
    working: plan.working,
    steps: restorer.settings.steps,
    weights: plan.weights,
    promptsTogether: guided ? plan.promptsTogether : null,
    samplerTiles: samplerTileCount(plan, question),
    vaeTiles: vaeTileCounts(plan, question),
    card:
      limits.kind === 'webgpu'
        ? {
            peakBytes: card.peakBytes,
            restingBytes: card.restingBytes,
            freeBytes: room.bytes,
            isAssumed: room.isAssumed,
            fit: fitOf(card.peakBytes, room),
          }
        : null,
    hostBytes: hostMemory(plan, limits.kind, context, { ...question, guided }),
    hostMemoryBytes: limits.hostMemoryBytes,
    readBytes: question.readBytes,
    work,
    ways: limits.kind === 'webgpu' ? waysOut(question, now, room) : [],
  };
}

interface Outcome {
  readonly plan: SupirPlan;
  readonly card: CardMemory;
  readonly work: SupirForecast['work'];
}

function outcomeOf(question: ForecastQuestion): Outcome {
  const { restorer, limits } = question;
  const plan = planSupir(question);
  const guided = isGuided(restorer.settings);
  const { phases, restingBytes } = cardMemory(plan, { ...question, guided });
  const known = question.needsTexts ? phases : { ...phases, texts: 0 };
  const peakBytes = Math.max(...Object.values(known));
  return {
    plan,
    card: { phases: known, peakBytes, restingBytes },
    work: planWork(plan, { ...question, settings: restorer.settings, device: limits.kind }),
  };
}

/** Less than this is not worth a change: the figures themselves are no better. */
const WORTH_A_CHANGE = 0.98;

/** Of each kind the first change that fits, else the one that needs the least. */
function waysOut(question: ForecastQuestion, now: Outcome, room: CardRoom): readonly WayOut[] {
  const { restorer, config } = question;
  const guided = isGuided(restorer.settings);
  const ways = new Map<string, WayOut>();
  for (const { name, change } of candidates(now.plan, config, guided)) {
    const found = ways.get(name);
    if (found !== undefined && found.fit === 'fits') continue;
    const then = tried({ ...question, restorer: changed(restorer, change) });
    if (then === null) continue;
    const { peakBytes } = then.card;
    if (peakBytes > WORTH_A_CHANGE * (found?.peakBytes ?? now.card.peakBytes)) continue;
    if (name === 'smaller-size' && area(then.plan.working) >= area(now.plan.working)) continue;
    ways.set(name, {
      name,
      change,
      peakBytes,
      fit: fitOf(peakBytes, room),
      timeFactor: teraflop(then, guided) / teraflop(now, guided),
      working: then.plan.working,
    });
  }
  return [...ways.values()];
}

/** null: the plan would be refused, since too much would wait in host memory. */
function tried(question: ForecastQuestion): Outcome | null {
  try {
    return outcomeOf(question);
  } catch (error) {
    if (error instanceof DocumentError) return null;
    throw error;
  }
}

/** How much longer one sample after the other takes than two at once, where the card is large. */
const APART = 1.1;

function teraflop({ plan, work }: Outcome, guided: boolean): number {
  const { evaluations, teraflopEach, teraflopAround } = work;
  const steps = evaluations * teraflopEach * (guided && !plan.promptsTogether ? APART : 1);
  return steps + teraflopAround;
}

function samplerTileCount(
  plan: SupirPlan,
  { config }: ForecastQuestion,
): SupirForecast['samplerTiles'] {
  if (plan.samplerTiles === null) return null;
  const tile = plan.samplerTiles.tile * vaeDownscale(config.vae);
  return { tile, count: windowCount(plan, config) };
}

function vaeTileCounts(
  { vaeTiling, working }: SupirPlan,
  { config }: ForecastQuestion,
): SupirForecast['vaeTiles'] {
  if (vaeTiling === null) return null;
  const cell = vaeDownscale(config.vae);
  return {
    encoder: tileCount(working, vaeTiling.encoder, 1),
    decoder: tileCount(working, vaeTiling.decoder, cell),
  };
}

function tileCount({ width, height }: Size, tiling: VaeTiling, cell: number): TileCount {
  const count = tilesOf(height / cell, width / cell, tiling, 1)?.length ?? 1;
  return { tile: tiling.tile * cell, count };
}
