import { PLAYS, type Player } from '../record/networks';
import type { RecordCase } from '../record/cases';
import { median, timed, total } from './clock';
import { kernelFigures } from './kernels';
import type { Figure } from './report';
import { openScene, type Scene } from './scene';
import { timeRuntime } from './timed-runtime';

/** Steps, of which the first compiles and the last is profiled. */
const STEPS = 5;

/** Seconds of a guided step, its kernels, and memory. */
export async function stepFigures(
  scene: Scene,
  change: Partial<Omit<RecordCase, 'subject'>>,
): Promise<readonly Figure[]> {
  const { dawn } = scene;
  const player = await openScene(scene, { subject: 'step', change, repeats: STEPS });
  const last = STEPS - 1;
  const { runtime, times } = timeRuntime(player.runtime, dawn, (run) => run === last);
  dawn.traffic.peak = dawn.traffic.alive;
  await PLAYS.step({ ...player, runtime });
  const { alive, peak } = dawn.traffic;
  await player.runtime.dispose();
  const [first = NaN, ...others] = times.runs;
  return [
    { name: 'weights to the device, session', value: total(times.creating), unit: 's' },
    { name: 'first step', value: first, unit: 's' },
    { name: 'a step', value: median(others.slice(0, -1)), unit: 's' },
    ...memoryFigures(alive, peak),
    ...kernelFigures(times.kernels),
  ];
}

/** One picture's way through a part of the autoencoder: the first time, again, and profiled. */
export async function autoencoderFigures(
  scene: Scene,
  subject: 'encode' | 'decode',
): Promise<readonly Figure[]> {
  const player = await openScene(scene, { subject });
  const first = await play(scene, player, subject, false);
  const second = await play(scene, player, subject, false);
  const profiled = await play(scene, player, subject, true);
  await player.runtime.dispose();
  const { times, up, down, peak, alive } = second;
  return [
    { name: 'first picture', value: first.seconds, unit: 's' },
    { name: 'a picture', value: second.seconds, unit: 's' },
    { name: 'sessions being made', value: total(times.creating), unit: 's' },
    { name: 'runs', value: total(times.runs), unit: 's' },
    { name: 'sessions', value: times.creating.length, unit: 'count' },
    { name: 'to the device', value: up / 1e9, unit: 'GB' },
    { name: 'from the device', value: down / 1e9, unit: 'GB' },
    ...memoryFigures(alive, peak),
    ...kernelFigures(profiled.times.kernels),
  ];
}

async function play(
  { dawn: { traffic }, dawn }: Scene,
  player: Player,
  subject: 'encode' | 'decode',
  isProfiled: boolean,
) {
  const { runtime, times } = timeRuntime(player.runtime, dawn, () => isProfiled);
  const before = { ...traffic };
  traffic.peak = traffic.alive;
  const [seconds] = await timed(() => PLAYS[subject]({ ...player, runtime }));
  const { alive, peak, up, down } = traffic;
  return { seconds, times, alive, peak, up: up - before.up, down: down - before.down };
}

function memoryFigures(alive: number, peak: number): readonly Figure[] {
  return [
    { name: 'memory at most', value: peak / 1e9, unit: 'GB' },
    { name: 'memory afterwards', value: alive / 1e9, unit: 'GB' },
  ];
}
